package io.authwatch.source;

import org.jspecify.annotations.Nullable;

/**
 * When a connection has been silent, in the middle of one frame, or deaf to our answers for too long. Times are steady
 * nanoseconds.
 */
final class Deadlines {
    private final SourceLimits.Streams limits;
    private long heard;
    private long frameBegan;
    private long deafSince;
    private boolean inFrame;
    private boolean deaf;

    Deadlines(SourceLimits.Streams limits, long now) {
        this.limits = limits;
        this.heard = now;
    }

    /** After each read: whether it completed a frame, and whether it left one begun. */
    void read(long now, boolean completed, boolean midFrame) {
        heard = now;
        if (midFrame && (completed || !inFrame)) {
            frameBegan = now;
        }
        inFrame = midFrame;
    }

    /** The sender was held back until now: that was not its fault. */
    void restart(long now) {
        heard = now;
        frameBegan = now;
    }

    /**
     * Why a connection that is read is to be closed, or null.
     *
     * @param answered whether its sender waits for nothing: who waits for an answer is not idle
     */
    @Nullable
    String missed(long now, boolean answered) {
        if (inFrame && now - frameBegan >= limits.frameDeadline().toNanos()) {
            return "a frame was begun and not ended within "
                    + limits.frameDeadline().toSeconds() + " s";
        }
        if (answered && now - heard >= limits.idle().toNanos()) {
            return "it was idle for " + limits.idle().toSeconds() + " s";
        }
        return null;
    }

    /** Why a connection is to be closed whose answers can, or cannot, be written for now; or null. */
    @Nullable
    String unread(long now, boolean writable) {
        deafSince = deaf ? deafSince : now;
        deaf = !writable;
        return deaf && now - deafSince >= limits.frameDeadline().toNanos()
                ? "it did not read its answers within " + limits.frameDeadline().toSeconds() + " s"
                : null;
    }
}
