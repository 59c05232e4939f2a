package io.authwatch.rule;

import java.util.List;
import java.util.regex.Pattern;

/** The sounds of notifications (pushover.net/api, sound). */
final class Sounds {
    /** Those that every account has. */
    static final List<String> BUILT_IN = List.of(
            "pushover",
            "bike",
            "bugle",
            "cashregister",
            "classical",
            "cosmic",
            "falling",
            "gamelan",
            "incoming",
            "intermission",
            "magic",
            "mechanical",
            "pianobar",
            "siren",
            "spacealarm",
            "tugboat",
            "alien",
            "climb",
            "persistent",
            "echo",
            "updown",
            "vibrate",
            "none");

    /** The shape of a name that an account gave to a sound of its own. */
    static final String CUSTOM = "[a-z0-9_]{1,20}";

    private static final Pattern SHAPE = Pattern.compile(CUSTOM);

    private Sounds() {}

    /** Whether it can be the name of a sound. */
    static boolean isName(String text) {
        return SHAPE.matcher(text).matches();
    }
}
