package io.authwatch.rule.logcheck;

import io.authwatch.rule.logcheck.Ere.Choice;
import io.authwatch.rule.logcheck.Ere.Octet;
import io.authwatch.rule.logcheck.Ere.Repeat;
import io.authwatch.rule.logcheck.Ere.Sequence;
import java.util.Random;

/** Makes texts that an expression matches, mostly: a place between two octets is not looked at. */
final class EreText {
    private static final String COMMON = "aezAZ019 ._-:/=<>()[]";
    private static final int MORE_MAX = 4;

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private EreText(Random random) {
        this.random = random;
    }

    /** A text of printable ASCII. */
    static String matching(Ere ere, Random random) {
        EreText made = new EreText(random);
        made.write(ere);
        return made.text.toString();
    }

    /** The text with a character changed, gone, doubled or added. */
    static String nearly(String text, Random random) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        String before = text.substring(0, at);
        String from = text.substring(at);
        String after = from.isEmpty() ? "" : from.substring(1);
        return switch (random.nextInt(4)) {
            case 0 -> before + any(random) + after;
            case 1 -> before + after;
            case 2 -> before + any(random) + from;
            default -> text + any(random);
        };
    }

    private static char any(Random random) {
        return random.nextInt(3) == 0
                ? (char) (' ' + random.nextInt('~' - ' ' + 1))
                : COMMON.charAt(random.nextInt(COMMON.length()));
    }

    private void write(Ere ere) {
        if (ere instanceof Octet octet) {
            octet(octet.set());
        } else if (ere instanceof Sequence sequence) {
            sequence.items().forEach(this::write);
        } else if (ere instanceof Choice choice) {
            write(choice.items().get(random.nextInt(choice.items().size())));
        } else if (ere instanceof Repeat repeat) {
            int most = repeat.max() == Ere.UNBOUNDED ? repeat.min() + MORE_MAX : repeat.max();
            int times = repeat.min() + random.nextInt(Math.min(most - repeat.min(), 20) + 1);
            for (int i = 0; i < times; i++) {
                write(repeat.item());
            }
        }
    }

    private void octet(OctetSet set) {
        int only = set.only();
        if (only >= 0) {
            text.append((char) only);
            return;
        }
        for (int tries = 0; tries < 200; tries++) {
            char chosen = any(random);
            if (set.contains(chosen)) {
                text.append(chosen);
                return;
            }
        }
    }
}
