package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One part of a key: a field's value, bounded in length, for hostile texts can be long. */
public record KeyPart(Field field) {
    /** Stands for a value that the event has not. */
    public static final String MISSING = "-";

    /** Joins the parts of a key in a {@link StateCell}; never stands in a part. */
    static final char SEPARATOR = '\u001f';

    /** A part's length in characters; a longer value keeps its head and a digest of the whole. */
    static final int LENGTH_MAX = 200;

    private static final int DIGEST_LENGTH = 16;

    /** The event's value, or {@code -}. */
    String value(AuthEvent event) {
        return bounded(field == Field.HOST ? event.host().toLowerCase(Locale.ROOT) : event.get(field));
    }

    private static String bounded(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return MISSING;
        }
        String clean = value.indexOf(SEPARATOR) < 0 ? value : value.replace(SEPARATOR, '\ufffd');
        if (clean.length() <= LENGTH_MAX) {
            return clean;
        }
        String digest = Digests.sha256(value.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_LENGTH);
        return clean.substring(0, LENGTH_MAX - DIGEST_LENGTH - 1) + "~" + digest;
    }

    @Override
    public String toString() {
        return field.label();
    }
}
