package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.rule.logcheck.LogcheckRules;
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
 * @param lines logcheck's rules about the whole line; only of {@link Field#MESSAGE}
 * @param written how the file says it, for people
 */
public record FieldTest(
        Field field,
        Set<String> texts,
        NetworkSet networks,
        List<TextPattern> patterns,
        List<LogcheckRules> lines,
        String written) {

    /** Whether the event has the field, and it is one of them. */
    boolean matches(AuthEvent event) {
        if (matches(event.get(field))) {
            return true;
        }
        for (LogcheckRules rules : lines) {
            if (rules.match(event) != null) {
                return true;
            }
        }
        return false;
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
