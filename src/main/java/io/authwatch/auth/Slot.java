package io.authwatch.auth;

import io.authwatch.wire.Octets;
import org.jspecify.annotations.Nullable;

/** A slot of a {@link Template}: what may stand in it, and where its value goes. */
final class Slot {
    private static final byte[] UNKNOWN = Octets.literal("UNKNOWN");
    /** printf(3) of the GNU library for a name that is not there: util-linux 2.13 to 2.20 logs it. */
    private static final byte[] NULL = Octets.literal("(null)");

    /** PATH_MAX of Linux (limits.h): no word that a program writes is longer. */
    private static final int WORD_MAX = 4096;

    private enum Kind {
        WORD,
        WORD_OR_NONE,
        DIGITS,
        UP_TO,
        OPEN,
        OPEN_WITHOUT_COLON
    }

    private enum Use {
        SKIP,
        FIELD,
        SOURCE,
        PEER,
        COUNT
    }

    private final Kind kind;
    private final Use use;
    private final @Nullable Field field;

    private Slot(Kind kind, Use use, @Nullable Field field) {
        this.kind = kind;
        this.use = use;
        this.field = field;
    }

    /** The slot of what stands between the braces. */
    static Slot of(String text) {
        if (text.endsWith("^:")) {
            return named(text.substring(0, text.length() - 2), Kind.OPEN_WITHOUT_COLON);
        }
        char mark = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        String name = text.isEmpty() ? "" : text.substring(0, text.length() - 1);
        return switch (mark) {
            case '*' -> named(name, Kind.OPEN);
            case '~' -> named(name, Kind.UP_TO);
            case '?' -> named(name, Kind.WORD_OR_NONE);
            case '#' -> named(name, Kind.DIGITS);
            default -> named(text, Kind.WORD);
        };
    }

    private static Slot named(String name, Kind kind) {
        return switch (name) {
            case "" -> new Slot(kind, Use.SKIP, null);
            case "count" -> new Slot(Kind.DIGITS, Use.COUNT, null);
            case "port" -> new Slot(Kind.DIGITS, Use.FIELD, Field.PORT);
            case "source" -> new Slot(kind, Use.SOURCE, Field.SOURCE);
            case "peer" -> new Slot(kind, Use.PEER, Field.SOURCE);
            default ->
                new Slot(
                        kind,
                        Use.FIELD,
                        Field.named(name)
                                .filter(Field::recognised)
                                .orElseThrow(() -> new IllegalArgumentException("no field: " + name)));
        };
    }

    boolean isOpen() {
        return kind == Kind.OPEN || kind == Kind.OPEN_WITHOUT_COLON;
    }

    /** Where the value ends that begins at {@code from} and is followed by {@code literal}; -1 if it does not. */
    int stop(Octets octets, int from, int to, byte[] literal) {
        if (kind == Kind.UP_TO) {
            return octets.indexOf(literal, from, to);
        }
        int last = Math.min(to - literal.length, from + WORD_MAX);
        for (int i = from; i <= last; i++) {
            if (octets.startsWith(i, to, literal)) {
                return i;
            }
            if (octets.at(i) == ' ') {
                return -1;
            }
        }
        return -1;
    }

    /** Gives the value to the view if it is one that may stand here. */
    boolean take(Octets octets, int from, int to, AuthView view) {
        if (!allows(octets, from, to)) {
            return false;
        }
        switch (use) {
            case COUNT -> view.weighs(number(octets, from, to));
            case SOURCE -> putSource(octets, from, to, view);
            case PEER -> putPeer(octets, from, to, view);
            case FIELD -> putField(from, to, view);
            default -> {}
        }
        return true;
    }

    private void putField(int from, int to, AuthView view) {
        if (field != null) {
            view.put(field, from, to);
        }
    }

    private boolean allows(Octets octets, int from, int to) {
        return switch (kind) {
            case WORD -> to > from && octets.indexOf(' ', from, to) < 0;
            case WORD_OR_NONE -> octets.indexOf(' ', from, to) < 0;
            case DIGITS -> isDigits(octets, from, to);
            case OPEN_WITHOUT_COLON -> octets.indexOf(':', from, to) < 0;
            default -> true;
        };
    }

    /** Whether one or more ASCII digits stand at {@code [from, to)}, and nothing else. */
    static boolean isDigits(Octets octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets.at(i) < '0' || octets.at(i) > '9') {
                return false;
            }
        }
        return to > from;
    }

    /** The number at {@code [from, to)}, clamped to {@link AuthView#COUNT_MAX}. */
    static int number(Octets octets, int from, int to) {
        int number = 0;
        for (int i = from; i < to && number < AuthView.COUNT_MAX; i++) {
            number = number * 10 + octets.at(i) - '0';
        }
        return Math.min(number, AuthView.COUNT_MAX);
    }

    /** sshd writes UNKNOWN for a peer that is gone: that is no name. */
    static void putSource(Octets octets, int from, int to, AuthView view) {
        if (to > from && !is(octets, from, to, UNKNOWN) && !is(octets, from, to, NULL)) {
            view.putSource(from, to);
        }
    }

    private static boolean is(Octets octets, int from, int to, byte[] word) {
        return to - from == word.length && octets.startsWith(from, to, word);
    }

    private static void putPeer(Octets octets, int from, int to, AuthView view) {
        int colon = octets.lastIndexOf(':', from, to);
        boolean port = colon >= from && isDigits(octets, colon + 1, to);
        int end = port ? colon : to;
        if (port) {
            view.put(Field.PORT, colon + 1, to);
        }
        boolean brackets = end - from > 2 && octets.at(from) == '[' && octets.at(end - 1) == ']';
        putSource(octets, brackets ? from + 1 : from, brackets ? end - 1 : end, view);
    }
}
