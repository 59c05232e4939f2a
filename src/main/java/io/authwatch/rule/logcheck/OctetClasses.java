package io.authwatch.rule.logcheck;

/** Octets that one rule treats alike, as classes numbered from 0: tables are by class, not by octet. */
final class OctetClasses {
    private final byte[] classes = new byte[OctetSet.OCTETS];
    private final int[] examples;

    private OctetClasses(Nfa nfa) {
        int count = 1;
        for (OctetSet set : nfa.sets()) {
            count = split(set, count);
        }
        count = nfa.asksForWords() ? split(OctetSet.WORD, count) : count;
        examples = new int[count];
        for (int octet = 0; octet < OctetSet.OCTETS; octet++) {
            examples[of((byte) octet)] = octet;
        }
    }

    static OctetClasses of(Nfa nfa) {
        return new OctetClasses(nfa);
    }

    /** Splits each class that a set holds in part; the new number of classes. */
    private int split(OctetSet set, int count) {
        int[] inside = new int[count];
        boolean[] outside = new boolean[count];
        for (int octet = 0; octet < OctetSet.OCTETS; octet++) {
            outside[classes[octet] & 0xff] |= !set.contains(octet);
        }
        int next = count;
        for (int octet = 0; octet < OctetSet.OCTETS; octet++) {
            int old = classes[octet] & 0xff;
            if (set.contains(octet) && outside[old]) {
                inside[old] = inside[old] == 0 ? next++ : inside[old];
                classes[octet] = (byte) inside[old];
            }
        }
        return next;
    }

    int of(byte octet) {
        return classes[octet & 0xff] & 0xff;
    }

    int count() {
        return examples.length;
    }

    /** An octet of a class. */
    int example(int octetClass) {
        return examples[octetClass];
    }
}
