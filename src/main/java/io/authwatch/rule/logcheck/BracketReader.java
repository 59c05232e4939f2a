package io.authwatch.rule.logcheck;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads a bracket expression: {@code [a-z]}, {@code [^[:space:]]}, {@code []x-]}. A backslash in it is itself. Of the
 * collating forms {@code [=a=]} and {@code [.a.]} a single octet is read, which is all that the C locale has.
 */
final class BracketReader {
    private static final OctetSet DIGIT = OctetSet.range('0', '9');
    private static final OctetSet UPPER = OctetSet.range('A', 'Z');
    private static final OctetSet LOWER = OctetSet.range('a', 'z');
    private static final OctetSet ALNUM = DIGIT.or(UPPER).or(LOWER);
    private static final OctetSet GRAPH = OctetSet.range('!', '~');
    private static final Map<String, OctetSet> CLASSES = Map.ofEntries(
            Map.entry("alnum", ALNUM),
            Map.entry("alpha", UPPER.or(LOWER)),
            Map.entry("blank", OctetSet.of(' ').or(OctetSet.of('\t'))),
            Map.entry("cntrl", OctetSet.range(0, 31).or(OctetSet.of(127))),
            Map.entry("digit", DIGIT),
            Map.entry("graph", GRAPH),
            Map.entry("lower", LOWER),
            Map.entry("print", OctetSet.range(' ', '~')),
            Map.entry("punct", punctuation()),
            Map.entry("space", OctetSet.SPACE),
            Map.entry("upper", UPPER),
            Map.entry("xdigit", DIGIT.or(OctetSet.range('A', 'F')).or(OctetSet.range('a', 'f'))));

    private final byte[] text;
    private final int start;
    private int at;
    private OctetSet set = OctetSet.NONE;
    private boolean classes;

    /** For the expression whose first octet after the bracket is at {@code start}. */
    BracketReader(byte[] text, int start) {
        this.text = text;
        this.start = start;
        this.at = start;
    }

    private static OctetSet punctuation() {
        OctetSet set = OctetSet.NONE;
        for (int octet = '!'; octet <= '~'; octet++) {
            set = ALNUM.contains(octet) ? set : set.or(OctetSet.of(octet));
        }
        return set;
    }

    /** The position after the closing bracket, once it was read. */
    int end() {
        return at;
    }

    /** What it matches. */
    OctetSet read() throws EreFault {
        boolean negated = octet(at) == '^';
        at += negated ? 1 : 0;
        int first = at;
        while (octet(at) != ']' || at == first) {
            item();
        }
        mustBeNoClassName();
        at++;
        return negated ? set.complement() : set;
    }

    /** {@code [:space:]} alone: the inner brackets were forgotten, and GNU grep refuses it. */
    private void mustBeNoClassName() throws EreFault {
        if (!classes && at - start > 2 && text[start] == ':' && text[at - 1] == ':') {
            throw new EreFault("a class is written [[:name:]], not [:name:]");
        }
    }

    private void item() throws EreFault {
        if (octet(at) == '[' && octet(at + 1) == ':') {
            classes = true;
            set = set.or(named());
            if (octet(at) == '-' && octet(at + 1) != ']') {
                throw new EreFault("a class cannot begin a range");
            }
            return;
        }
        int first = single();
        int last = first;
        if (octet(at) == '-' && octet(at + 1) != ']') {
            at++;
            if (octet(at) == '[' && octet(at + 1) == ':') {
                throw new EreFault("a class cannot end a range");
            }
            last = single();
            if (last < first) {
                throw new EreFault("a range that ends before it begins");
            }
            if (octet(at) == '-' && octet(at + 1) != ']') {
                throw new EreFault("the end of a range cannot begin another");
            }
        }
        set = set.or(OctetSet.range(first, last));
    }

    /** {@code [:name:]} here. */
    private OctetSet named() throws EreFault {
        String name = inner(':');
        OctetSet named = CLASSES.get(name);
        if (named == null) {
            throw new EreFault("the class [:" + name + ":] is unknown");
        }
        return named;
    }

    /** One octet: itself, or in a collating form. */
    private int single() throws EreFault {
        int octet = octet(at);
        int kind = octet == '[' ? octet(at + 1) : 0;
        if (kind != '.' && kind != '=') {
            at++;
            return octet;
        }
        classes = true;
        String name = inner((char) kind);
        if (name.length() != 1) {
            throw new EreFault("the collating element '" + name + "' is not supported");
        }
        return name.charAt(0);
    }

    /** What stands between {@code [:} and {@code :]}, or the like; the position is after it. */
    private String inner(char mark) throws EreFault {
        int from = at + 2;
        int to = from;
        while (octet(to) != mark || octet(to + 1) != ']') {
            to++;
        }
        at = to + 2;
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private int octet(int position) throws EreFault {
        if (position >= text.length) {
            throw new EreFault("unmatched '['");
        }
        return text[position] & 0xff;
    }
}
