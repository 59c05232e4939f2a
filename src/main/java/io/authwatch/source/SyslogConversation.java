package io.authwatch.source;

import io.authwatch.wire.FrameSink;
import io.authwatch.wire.StreamDecoder;
import io.authwatch.wire.Verdict;

/** Syslog over TCP or TLS: frames come in, and nothing is ever answered. */
final class SyslogConversation implements Conversation {
    private final StreamDecoder decoder;

    SyslogConversation(int frameOctetsMax) {
        this.decoder = new StreamDecoder(frameOctetsMax);
    }

    @Override
    public Verdict feed(byte[] array, int from, int to, FrameSink frames) {
        return decoder.feed(array, from, to, frames);
    }

    @Override
    public boolean isMidFrame() {
        return decoder.isMidFrame();
    }

    @Override
    public int unfinishedOctets() {
        return decoder.heldOctets();
    }

    @Override
    public void end(FrameSink frames) {
        decoder.end(frames);
    }
}
