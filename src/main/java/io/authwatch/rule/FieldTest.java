package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one field must be: one of some texts, networks or patterns. Case counts, except for host names (RFC 4343).
 *
 * @param field the field
 * @param texts whole texts
 * @param networks address ranges
 * @param patterns globs and regular expressions
 * @param written how the file says it, for people
 */
public record FieldTest(
        Field field, Set<String> texts, NetworkSet networks, List<TextPattern> patterns, String written) {

    /** Whether the event has the field, and it is one of them. */
    boolean matches(AuthEvent event) {
        return matches(event.get(field));
    }

    /** Whether the value is one of them; a missing one never is. */
    boolean matches(@Nullable String value) {
        if (value == null) {
            return false;
        }
        String text = field == Field.HOST ? value.toLowerCase(Locale.ROOT) : value;
        if (texts.contains(text) || networks.contain(text)) {
            return true;
        }
        for (TextPattern pattern : patterns) {
            if (pattern.matches(text)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return field.label() + " is " + written;
    }
}
