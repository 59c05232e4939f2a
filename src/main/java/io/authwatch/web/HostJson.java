package io.authwatch.web;

import io.authwatch.pipeline.HostSeen;
import java.time.Instant;

/**
 * A host, as the API shows it.
 *
 * @param host its name; {@code before} takes it
 * @param peer the address of its latest message's sender, or the file's path
 * @param input the door of its latest message, such as {@code tcp}
 * @param lastSeen when its latest message arrived
 * @param received its messages since the service started
 * @param muted whether the rules mute it
 */
public record HostJson(String host, String peer, String input, Instant lastSeen, long received, boolean muted) {
    static HostJson of(HostSeen seen) {
        return new HostJson(
                seen.host(), seen.peer(), seen.input().label(), seen.lastSeen(), seen.received(), seen.muted());
    }
}
