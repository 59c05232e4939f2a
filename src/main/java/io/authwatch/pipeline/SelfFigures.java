package io.authwatch.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Authwatch is at one moment, in numbers: what {@link SelfWatch} decides on.
 *
 * @param at when they were taken, by the clock on the wall
 * @param uptime how long the process runs, by a clock that nobody sets
 * @param counts what was counted since its start
 * @param certificates when the certificate of each role expires
 * @param disk the room for the data directory
 * @param rulesRefused why the rule file as it is now is not in force, or null
 */
public record SelfFigures(
        Instant at,
        Duration uptime,
        Counts counts,
        Map<String, Instant> certificates,
        Disk disk,
        @Nullable String rulesRefused) {

    /**
     * Counts since the start.
     *
     * @param dropped messages, by input and reason, such as {@code udp rate}; not those of {@code refusedSenders}
     * @param refusedSenders messages of senders that are not allowed
     * @param kernelDrops datagrams that the kernel dropped
     * @param quarantined messages that made our own code fail
     * @param timesFull how often there was no room for a commit
     * @param limits how often each named limit was hit
     */
    public record Counts(
            Map<String, Long> dropped,
            long refusedSenders,
            long kernelDrops,
            long quarantined,
            long timesFull,
            Map<String, Long> limits) {
        /** Nothing happened yet. */
        public static final Counts NONE = new Counts(Map.of(), 0, 0, 0, 0, Map.of());
    }

    /**
     * The file system of the data directory.
     *
     * @param free octets that we may still write
     * @param size octets in all; 0: not known
     */
    public record Disk(long free, long size) {}

    /**
     * How the sending is, as the writer knows it.
     *
     * @param waiting since when the oldest notification waits that is not held back for the quota's sake, or null
     * @param pending how many are still to be sent
     * @param trouble why nothing is sent, or null
     * @param quotaUsedUp whether that is for want of quota
     * @param deadLetters how many were given up since the start, those about Authwatch itself not counted
     */
    public record Sending(
            @Nullable Instant waiting,
            int pending,
            @Nullable String trouble,
            boolean quotaUsedUp,
            long deadLetters) {
        /** All is sent. */
        public static final Sending FINE = new Sending(null, 0, null, false, 0);
    }
}
