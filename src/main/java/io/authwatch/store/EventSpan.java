package io.authwatch.store;

import io.authwatch.pipeline.LogEntry;
import java.util.List;

/**
 * Which events a list of log entries holds.
 *
 * @param events how many
 * @param firstId the lowest id, or 0 without events
 * @param lastId the highest id, or 0 without events
 */
record EventSpan(int events, long firstId, long lastId) {
    static EventSpan of(List<LogEntry> entries) {
        int events = 0;
        long first = Long.MAX_VALUE;
        long last = 0;
        for (LogEntry entry : entries) {
            if (entry instanceof LogEntry.Happened happened) {
                long id = happened.event().id();
                events++;
                first = Math.min(first, id);
                last = Math.max(last, id);
            }
        }
        return new EventSpan(events, events == 0 ? 0 : first, last);
    }
}
