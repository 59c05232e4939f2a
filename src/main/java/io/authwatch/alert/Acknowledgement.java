package io.authwatch.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody said that an emergency was seen.
 *
 * @param at when
 * @param by who, for people: never a key, which is a secret
 * @param device the device it was said on, or null if that was not told
 */
public record Acknowledgement(
        Instant at, String by, @Nullable String device) {}
