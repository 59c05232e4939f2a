package io.authwatch.rule.logcheck;

import io.authwatch.rule.logcheck.Ere.Octet;
import io.authwatch.rule.logcheck.Ere.Place;
import io.authwatch.rule.logcheck.Ere.Repeat;
import io.authwatch.rule.logcheck.Ere.Sequence;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed texts that every match of a rule holds, in their order.
 *
 * <pre>
 *   sshd\[[0-9]+\]: Accepted (rsa|dsa) for .* from     sshd[   ]: Accepted    for     from
 * </pre>
 */
final class Literals {
    /** A counted repeat of one octet adds so many at most: longer texts find nothing more. */
    private static final int REPEATED_MAX = 16;

    private final List<byte[]> found = new ArrayList<>();
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();

    private Literals() {}

    /** The fixed texts of a rule. */
    static List<byte[]> of(Ere rule) {
        Literals literals = new Literals();
        literals.walk(rule);
        literals.end();
        return literals.found;
    }

    /** The fixed text that every match begins with; empty if none. */
    static byte[] prefix(Ere rule) {
        ByteArrayOutputStream prefix = new ByteArrayOutputStream();
        for (Ere item : Ere.items(rule)) {
            int only = item instanceof Octet octet ? octet.set().only() : -1;
            if (only < 0) {
                break;
            }
            prefix.write(only);
        }
        return prefix.toByteArray();
    }

    private void walk(Ere ere) {
        if (ere instanceof Octet octet && octet.set().only() >= 0) {
            run.write(octet.set().only());
        } else if (ere instanceof Sequence sequence) {
            sequence.items().forEach(this::walk);
        } else if (ere instanceof Repeat repeat) {
            repeat(repeat);
        } else if (!(ere instanceof Place || ere instanceof Ere.Empty)) {
            end();
        }
    }

    private void repeat(Repeat repeat) {
        if (repeat.min() > 0) {
            int times = repeat.item() instanceof Octet ? Math.min(repeat.min(), REPEATED_MAX) : 1;
            for (int i = 0; i < times; i++) {
                walk(repeat.item());
            }
        }
        if (repeat.min() != 1 || repeat.max() != 1) {
            end();
        }
    }

    private void end() {
        if (run.size() > 0) {
            found.add(run.toByteArray());
            run.reset();
        }
    }
}
