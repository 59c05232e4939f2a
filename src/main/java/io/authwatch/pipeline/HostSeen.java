package io.authwatch.pipeline;

import io.authwatch.wire.Input;
import java.time.Instant;

/**
 * A host that sent something.
 *
 * @param host its name, as the messages are attributed
 * @param peer the address of its latest message's sender, or the file's path
 * @param input the door of its latest message
 * @param lastSeen when its latest message arrived
 * @param received its messages since this process started
 * @param muted whether the rules mute it
 */
public record HostSeen(String host, String peer, Input input, Instant lastSeen, long received, boolean muted) {}
