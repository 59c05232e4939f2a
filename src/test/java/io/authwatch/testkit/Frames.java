package io.authwatch.testkit;

import io.authwatch.wire.FrameSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps what it is given, one character an octet. */
public final class Frames implements FrameSink {
    private final List<String> frames = new ArrayList<>();

    /** The text that a cut frame is kept as. */
    public static String cut(String octets) {
        return octets + " (cut)";
    }

    /** The octets of a text of one character an octet. */
    public static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A text of one character an octet. */
    public static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void frame(byte[] array, int from, int to, boolean cut) {
        String octets = new String(array, from, to - from, StandardCharsets.ISO_8859_1);
        frames.add(cut ? cut(octets) : octets);
    }

    /** What was given so far, in order. */
    public List<String> all() {
        return List.copyOf(frames);
    }
}
