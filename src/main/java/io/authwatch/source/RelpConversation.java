package io.authwatch.source;

import io.authwatch.rule.StateCell;
import io.authwatch.wire.FrameSink;
import io.authwatch.wire.RelpSession;
import io.authwatch.wire.Verdict;
import java.util.List;

/**
 * RELP: each message is answered when its effects are durable, in order, and what a sender sends again after a broken
 * connection is answered and counts no second time. Half a message was not answered: it comes again.
 *
 * <p>A message that came before is answered after the next commit, like any other: what came before was handed to the
 * writer earlier, or by a process that committed it.
 */
final class RelpConversation implements Conversation {
    private final RelpSession session;
    private final Resends.Connection sent;
    private int repeated;

    RelpConversation(int frameOctetsMax, String software, Resends resends, String peer) {
        this.session = new RelpSession(frameOctetsMax, software);
        this.sent = resends.connection(peer);
    }

    @Override
    public Verdict feed(byte[] array, int from, int to, FrameSink frames) {
        return session.feed(array, from, to, (octets, begin, end, cut) -> {
            if (sent.isRepeated(octets, begin, end)) {
                repeated++;
            } else {
                frames.frame(octets, begin, end, cut);
            }
        });
    }

    @Override
    public boolean isMidFrame() {
        return session.isMidFrame();
    }

    @Override
    public int unfinishedOctets() {
        return session.heldOctets();
    }

    @Override
    public void end(FrameSink frames) {
        // What was begun was never answered, so its sender has it still.
        sent.end(session.isClosed());
    }

    @Override
    public boolean mayRepeat() {
        return sent.mayRepeat();
    }

    @Override
    public int drainRepeated() {
        int drained = repeated;
        repeated = 0;
        return drained;
    }

    @Override
    public List<StateCell> drainMemory() {
        return sent.drain();
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
        sent.durableBut(session.received() - mark);
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
