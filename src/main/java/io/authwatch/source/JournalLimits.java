package io.authwatch.source;

import java.time.Duration;

/**
 * How much the journal input takes.
 *
 * @param frameOctetsMax octets of one message with its head; of a longer one the rest is gone
 * @param entryOctetsMax octets of one entry as JSON; a longer one is dropped and counted
 * @param inFlightOctetsMax what is not durable yet may take of the memory
 * @param retryEvery how often a batch is offered again to a writer that had no room
 * @param backOffMin how long after its first end journalctl is started again; it doubles until entries come
 * @param backOffMax the longest of these
 */
public record JournalLimits(
        int frameOctetsMax,
        int entryOctetsMax,
        int inFlightOctetsMax,
        Duration retryEvery,
        Duration backOffMin,
        Duration backOffMax) {
    /**
     * What the program uses. An octet of a message that is no text is up to four of JSON ({@code 255,}), an escaped
     * control character six; a message of the longest length has room, with its other fields.
     */
    public static JournalLimits ofFrames(int frameOctetsMax) {
        return new JournalLimits(
                frameOctetsMax,
                Math.max(1 << 20, 8 * frameOctetsMax),
                8 << 20,
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60));
    }
}
