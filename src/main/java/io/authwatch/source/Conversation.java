package io.authwatch.source;

import io.authwatch.rule.StateCell;
import io.authwatch.wire.FrameSink;
import io.authwatch.wire.Verdict;
import java.util.List;

/**
 * What is spoken on a stream connection. Used by the connection's own event loop alone.
 *
 * <p>After {@link #end} nothing more comes. A protocol that answers counts what it took: {@link #mark} after a read, {@link #durable} with that mark once the
 * effects of all up to it are, and then {@link #answers}.
 */
public interface Conversation {
    byte[] NOTHING = new byte[0];

    /** Takes a read, {@code array[from..to)}, and gives the frames that it completes. */
    Verdict feed(byte[] array, int from, int to, FrameSink frames);

    /** Whether a frame was begun and is not whole yet. */
    boolean isMidFrame();

    /** How many octets are allocated for a frame that is not whole yet. */
    int unfinishedOctets();

    /** The connection is closed; gives what is left. */
    void end(FrameSink frames);

    /** Whether what comes next may have come before, on another connection of its sender. */
    default boolean mayRepeat() {
        return false;
    }

    /** How many messages were taken that had come before, since this was asked last. */
    default int drainRepeated() {
        return 0;
    }

    /** What is to be kept in the commit of all that was taken so far. */
    default List<StateCell> drainMemory() {
        return List.of();
    }

    /** What went wrong where the verdict alone does not say it, or empty. */
    default String fault() {
        return "";
    }

    /** How much was taken: rises with each piece that is to be answered; 0 in a protocol that answers nothing. */
    default int mark() {
        return 0;
    }

    /** The effects of all that was taken up to a mark are durable. */
    default void durable(int mark) {}

    /** What is to be written now, or {@link #NOTHING}. */
    default byte[] answers() {
        return NOTHING;
    }

    /** Whether both sides are done, so that the connection can be closed. */
    default boolean isOver() {
        return false;
    }

    /** Whether everything that was taken is answered. */
    default boolean isAnswered() {
        return true;
    }

    /** What is written last when we leave, or {@link #NOTHING} where the protocol knows no farewell. */
    default byte[] farewell() {
        return NOTHING;
    }
}
