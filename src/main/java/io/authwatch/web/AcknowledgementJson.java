package io.authwatch.web;

import io.authwatch.alert.Acknowledgement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who has seen an emergency, as the API shows it.
 *
 * @param at when
 * @param by who, for people; never a key
 * @param device on which device, or null if that was not told
 */
public record AcknowledgementJson(
        Instant at, String by, @Nullable String device) {
    static @Nullable AcknowledgementJson of(@Nullable Acknowledgement seen) {
        return seen == null ? null : new AcknowledgementJson(seen.at(), seen.by(), seen.device());
    }
}
