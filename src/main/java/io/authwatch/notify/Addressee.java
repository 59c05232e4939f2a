package io.authwatch.notify;

import org.jspecify.annotations.Nullable;

/**
 * Whom one notification goes to.
 *
 * @param name the recipient's name, whose key the notifier knows; empty: who is told of everything
 * @param device the one device of theirs that is told, or null: all
 * @param sound how it sounds, or null: as they set it
 */
public record Addressee(
        String name, @Nullable String device, @Nullable String sound) {
    /** Who is told of everything that has no recipient of its own. */
    public static final Addressee DEFAULT = new Addressee("", null, null);
}
