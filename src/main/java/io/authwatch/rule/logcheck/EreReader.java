package io.authwatch.rule.logcheck;

import io.authwatch.rule.logcheck.Ere.Choice;
import io.authwatch.rule.logcheck.Ere.Empty;
import io.authwatch.rule.logcheck.Ere.Kind;
import io.authwatch.rule.logcheck.Ere.Octet;
import io.authwatch.rule.logcheck.Ere.Place;
import io.authwatch.rule.logcheck.Ere.Repeat;
import io.authwatch.rule.logcheck.Ere.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads POSIX extended regular expressions with GNU's additions, as {@code LC_ALL=C grep -E} reads them:
 *
 * <pre>
 *   choice    sequence ( '|' sequence )*
 *   sequence  ( atom repeat* )*
 *   atom      '(' choice ')'   '[' … ']'   '.'   '^'   '$'   '\' …   any other octet
 *   repeat    '*'   '+'   '?'   '{n}'   '{n,}'   '{,m}'   '{n,m}'
 * </pre>
 *
 * <p>What POSIX leaves open is as GNU grep has it: a repeat with nothing before it repeats the empty text, an opening
 * brace that begins no repeat is itself, so is a {@code ')'} that closes nothing, and {@code ^} and {@code $} are places
 * wherever they stand. Back-references are refused: they are no regular language.
 */
final class EreReader {
    /** RE_DUP_MAX of GNU's regex.h. */
    private static final int REPEAT_MAX = 32_767;

    private final byte[] text;
    private int at;
    private int depth;

    private EreReader(byte[] text) {
        this.text = text;
    }

    /** Reads one rule; throws {@link EreFault} with the reason if it is none. */
    static Ere read(String text) throws EreFault {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > LogcheckLimits.RULE_OCTETS_MAX) {
            throw new EreFault("longer than " + LogcheckLimits.RULE_OCTETS_MAX + " octets");
        }
        EreReader reader = new EreReader(octets);
        return reader.choice();
    }

    private Ere choice() throws EreFault {
        List<Ere> items = new ArrayList<>();
        items.add(sequence());
        while (next('|')) {
            items.add(sequence());
        }
        return items.size() == 1 ? items.get(0) : new Choice(List.copyOf(items));
    }

    private Ere sequence() throws EreFault {
        List<Ere> items = new ArrayList<>();
        while (at < text.length && text[at] != '|' && !(text[at] == ')' && depth > 0)) {
            Ere item = repeated(atom());
            items.addAll(item instanceof Empty ? List.of() : Ere.items(item));
        }
        return items.isEmpty() ? new Empty() : items.size() == 1 ? items.get(0) : new Sequence(List.copyOf(items));
    }

    private Ere repeated(Ere atom) throws EreFault {
        Ere item = atom;
        for (int repeats = 0; at < text.length; repeats++) {
            if (repeats > LogcheckLimits.DEPTH_MAX) {
                throw new EreFault("more than " + LogcheckLimits.DEPTH_MAX + " repeats of each other");
            }
            if (next('*')) {
                item = new Repeat(item, 0, Ere.UNBOUNDED);
            } else if (next('+')) {
                item = new Repeat(item, 1, Ere.UNBOUNDED);
            } else if (next('?')) {
                item = new Repeat(item, 0, 1);
            } else {
                Interval interval = interval();
                if (interval == null) {
                    return item;
                }
                at = interval.end();
                item = new Repeat(item, interval.min(), interval.max());
            }
        }
        return item;
    }

    private Ere atom() throws EreFault {
        if (isRepeat()) {
            return new Empty();
        }
        int octet = text[at++] & 0xff;
        return switch (octet) {
            case '(' -> group();
            case '[' -> bracket();
            case '.' -> new Octet(OctetSet.NONE.complement());
            case '^' -> new Place(Kind.LINE_START);
            case '$' -> new Place(Kind.LINE_END);
            case '\\' -> escaped();
            default -> new Octet(OctetSet.of(octet));
        };
    }

    private Ere group() throws EreFault {
        if (++depth > LogcheckLimits.DEPTH_MAX) {
            throw new EreFault("more than " + LogcheckLimits.DEPTH_MAX + " parentheses within each other");
        }
        Ere inner = choice();
        if (!next(')')) {
            throw new EreFault("unmatched '('");
        }
        depth--;
        return inner;
    }

    private Ere bracket() throws EreFault {
        BracketReader bracket = new BracketReader(text, at);
        OctetSet set = bracket.read();
        at = bracket.end();
        return new Octet(set);
    }

    private Ere escaped() throws EreFault {
        if (at == text.length) {
            throw new EreFault("trailing backslash");
        }
        int octet = text[at++] & 0xff;
        return switch (octet) {
            case 'w' -> new Octet(OctetSet.WORD);
            case 'W' -> new Octet(OctetSet.WORD.complement());
            case 's' -> new Octet(OctetSet.SPACE);
            case 'S' -> new Octet(OctetSet.SPACE.complement());
            case '<' -> new Place(Kind.WORD_START);
            case '>' -> new Place(Kind.WORD_END);
            case 'b' -> new Place(Kind.WORD_EDGE);
            case 'B' -> new Place(Kind.NO_WORD_EDGE);
            case '`' -> new Place(Kind.LINE_START);
            case '\'' -> new Place(Kind.LINE_END);
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                throw new EreFault("the back-reference \\" + (char) octet + " is not supported");
            default -> new Octet(OctetSet.of(octet));
        };
    }

    private boolean isRepeat() throws EreFault {
        byte octet = text[at];
        return octet == '*' || octet == '+' || octet == '?' || interval() != null;
    }

    private boolean next(char octet) {
        boolean there = at < text.length && text[at] == octet;
        at += there ? 1 : 0;
        return there;
    }

    /** The interval that begins here, or null if none does; an end is where it ends. */
    private @Nullable Interval interval() throws EreFault {
        if (text[at] != '{') {
            return null;
        }
        int comma = digits(at + 1);
        boolean two = comma < text.length && text[comma] == ',';
        int close = two ? digits(comma + 1) : comma;
        boolean closed = close < text.length && text[close] == '}' && close > at + 1;
        if (!closed) {
            return null;
        }
        int min = comma > at + 1 ? number(at + 1, comma) : 0;
        int max = !two ? min : close > comma + 1 ? number(comma + 1, close) : Ere.UNBOUNDED;
        if (max != Ere.UNBOUNDED && max < min) {
            throw new EreFault("a repeat from " + min + " to " + max);
        }
        return new Interval(min, max, close + 1);
    }

    private int digits(int from) {
        int to = from;
        while (to < text.length && text[to] >= '0' && text[to] <= '9') {
            to++;
        }
        return to;
    }

    private int number(int from, int to) throws EreFault {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = Math.min(REPEAT_MAX + 1, number * 10 + text[i] - '0');
        }
        if (number > REPEAT_MAX) {
            throw new EreFault("a repeat of more than " + REPEAT_MAX);
        }
        return number;
    }

    /** A counted repeat and where it ends. */
    private record Interval(int min, int max, int end) {}
}
