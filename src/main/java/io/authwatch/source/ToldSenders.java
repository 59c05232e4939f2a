package io.authwatch.source;

import java.util.HashSet;
import java.util.Set;

/**
 * Which senders were told already. Its memory is bounded: once full it says nothing of further senders until it
 * was full for a while, so that forged addresses make a bounded number of lines. Any thread.
 */
final class ToldSenders {
    private final int sendersMax;
    private final long forgetNanos;
    private final Set<Address> told = new HashSet<>();
    private long fullSince;

    ToldSenders(SourceLimits.Senders limits) {
        this.sendersMax = limits.refusedMax();
        this.forgetNanos = limits.refusedForget().toNanos();
    }

    /** What {@link #note} found. */
    enum Note {
        /** This sender is new: tell it. */
        FIRST,
        /** This sender is new and there is no more room to remember: tell that, once. */
        FULL,
        KNOWN
    }

    synchronized Note note(Address sender, long nanos) {
        if (told.size() >= sendersMax && nanos - fullSince >= forgetNanos) {
            told.clear();
        }
        if (told.size() >= sendersMax || !told.add(sender)) {
            return Note.KNOWN;
        }
        if (told.size() < sendersMax) {
            return Note.FIRST;
        }
        fullSince = nanos;
        return Note.FULL;
    }
}
