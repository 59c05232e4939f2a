package io.authwatch.web;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param limit how many, 1 to 10,000
 * @param host of this host only, or null
 * @param before after this one in the list, which is newest first, or null for its beginning
 */
record Page(int limit, @Nullable String host, @Nullable String before) {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 10_000;
    private static final int TEXT_CHARACTERS_MAX = 255;

    /** Reads the query; what is empty is not given. */
    static Page of(@Nullable String limit, @Nullable String host, @Nullable String before) {
        return new Page(limit(limit), text("host", host), text("before", before));
    }

    /** The id of the event that is not listed any more; of none, the one above all. */
    long beforeEvent() {
        if (before == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(before);
        } catch (NumberFormatException e) {
            throw Failure.refuse(400, "before is no event id; expected the event.id of an event that was listed");
        }
    }

    /** Reads {@code host} where it stands alone. */
    static @Nullable String host(@Nullable String host) {
        return text("host", host);
    }

    private static int limit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return LIMIT_DEFAULT;
        }
        boolean digits = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = digits ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Failure.refuse(400, "limit is out of range; expected a whole number from 1 to " + LIMIT_MAX);
        }
        return limit;
    }

    private static @Nullable String text(String name, @Nullable String text) {
        if (text != null && text.length() > TEXT_CHARACTERS_MAX) {
            throw Failure.refuse(400, name + " is too long; expected at most " + TEXT_CHARACTERS_MAX + " characters");
        }
        return text == null || text.isEmpty() ? null : text;
    }
}
