package io.authwatch.source;

import io.authwatch.wire.FrameSink;
import io.authwatch.wire.RelpSession;
import io.authwatch.wire.Verdict;
import java.util.Arrays;

/**
 * RELP: each message is answered when its effects are durable, in order, and what a sender sends again after a broken
 * connection is answered and counts no second time. Half a message was not answered: it comes again.
 */
final class RelpConversation implements Conversation {
    private final RelpSession session;
    private final Resends resends;
    private final Resends.Expected expected;
    private final String peer;
    private long[] digests = new long[16];
    private int[] marks = new int[16];
    private int pending;

    RelpConversation(int frameOctetsMax, String software, Resends resends, String peer) {
        this.session = new RelpSession(frameOctetsMax, software);
        this.resends = resends;
        this.expected = resends.expected(peer);
        this.peer = peer;
    }

    @Override
    public Verdict feed(byte[] array, int from, int to, FrameSink frames) {
        return session.feed(array, from, to, (octets, begin, end, cut) -> {
            long digest = Resends.digest(octets, begin, end);
            if (!expected.isResend(digest)) {
                remember(digest);
                frames.frame(octets, begin, end, cut);
            }
        });
    }

    private void remember(long digest) {
        if (pending == digests.length) {
            digests = Arrays.copyOf(digests, 2 * pending);
            marks = Arrays.copyOf(marks, 2 * pending);
        }
        digests[pending] = digest;
        marks[pending++] = session.received();
    }

    @Override
    public void end(FrameSink frames) {
        // What was begun was never answered, so its sender has it still.
    }

    @Override
    public String fault() {
        return session.fault();
    }

    @Override
    public int mark() {
        return session.received();
    }

    @Override
    public void durable(int mark) {
        session.durable(mark);
        int count = 0;
        while (count < pending && marks[count] <= mark) {
            count++;
        }
        resends.durable(peer, digests, count);
        pending -= count;
        System.arraycopy(digests, count, digests, 0, pending);
        System.arraycopy(marks, count, marks, 0, pending);
    }

    @Override
    public byte[] answers() {
        return session.answers();
    }

    @Override
    public boolean isOver() {
        return session.isOver();
    }

    @Override
    public boolean isAnswered() {
        return session.unanswered() == 0;
    }

    @Override
    public byte[] farewell() {
        return RelpSession.serverClose();
    }
}
