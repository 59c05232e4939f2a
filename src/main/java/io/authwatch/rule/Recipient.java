package io.authwatch.rule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom notifications go to, by a name. The key behind the name is a secret and never stands in a rule file: it comes from
 * the settings.
 *
 * @param name as the file has it
 * @param device the one device of theirs that is told, or null: all
 * @param sound how it sounds, or null: as they set it
 * @param title what their titles begin with, or null: nothing
 * @param keyed whether a key is set for the name; if not, who is told of everything is told instead
 */
public record Recipient(
        String name,
        @Nullable String device,
        @Nullable String sound,
        @Nullable String title,
        boolean keyed) {

    /** The form in which names are compared: {@code Night_Shift} is {@code night-shift}, for variables have no hyphen. */
    public static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }
}
