package io.authwatch.source;

import org.jspecify.annotations.Nullable;

/**
 * When a connection has been silent, or in the middle of one frame, for too long. Times are steady nanoseconds.
 *
 * <p>A frame counts as begun by a read that completes none and holds more than line ends, and as ended by a read that
 * completes one.
 */
final class Deadlines {
    private final SourceLimits.Streams limits;
    private long heard;
    private long frameBegan;
    private boolean inFrame;

    Deadlines(SourceLimits.Streams limits, long now) {
        this.limits = limits;
        this.heard = now;
    }

    /** After each read: how many frames it completed, and whether it held more than line ends. */
    void read(long now, int frames, boolean substance) {
        heard = now;
        if (frames > 0) {
            inFrame = false;
        } else if (substance && !inFrame) {
            inFrame = true;
            frameBegan = now;
        }
    }

    /** The sender was held back until now: that was not its fault. */
    void restart(long now) {
        heard = now;
        frameBegan = now;
    }

    /** Why the connection is to be closed, or null. */
    @Nullable
    String missed(long now) {
        if (inFrame && now - frameBegan >= limits.frameDeadline().toNanos()) {
            return "a frame was begun and not ended within "
                    + limits.frameDeadline().toSeconds() + " s";
        }
        if (now - heard >= limits.idle().toNanos()) {
            return "it was idle for " + limits.idle().toSeconds() + " s";
        }
        return null;
    }
}
