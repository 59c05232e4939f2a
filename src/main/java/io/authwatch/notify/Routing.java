package io.authwatch.notify;

import io.authwatch.alert.SafeText;
import io.authwatch.rule.Recipient;
import io.authwatch.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a push goes to: its rule's recipients, each with a notification of its own.
 *
 * <pre>
 *  to: []              7f3a9c01-1         who is told of everything
 *  to: [ops, night]    7f3a9c01-1-ops     by ops' key
 *                      7f3a9c01-1         who is told of everything, for night has no key; it says so
 * </pre>
 *
 * @param keyed those with a key
 * @param keyless the names of those without one
 */
record Routing(List<Recipient> keyed, List<String> keyless) {
    private static final int NAMES_CODE_POINTS_MAX = 120;

    static Routing of(@Nullable Rule rule, RulesInForce rules) {
        List<Recipient> keyed = new ArrayList<>();
        List<String> keyless = new ArrayList<>();
        for (String name : rule == null ? List.<String>of() : rule.to()) {
            Recipient known = rules.recipient(name);
            if (known == null || known.keyed()) {
                keyed.add(known == null ? new Recipient(name, null, null, null, true) : known);
            } else {
                keyless.add(known.name());
            }
        }
        return new Routing(List.copyOf(keyed), List.copyOf(keyless));
    }

    /** Whether who is told of everything is told. */
    boolean toDefault() {
        return keyed.isEmpty() || !keyless.isEmpty();
    }

    /** The line that tells who should have been told, or an empty text. */
    String note() {
        String names = SafeText.of(String.join(", ", keyless), NAMES_CODE_POINTS_MAX);
        return keyless.isEmpty() ? "" : "For " + names + ": no key is set, so it comes to you";
    }

    /** The notification of one recipient. */
    static Notification addressed(Notification plain, Recipient recipient, int titleMax) {
        String prefix = recipient.title();
        String title = prefix == null ? plain.title() : Lines.cut(prefix + ": " + plain.title(), titleMax);
        Addressee to = new Addressee(recipient.name(), recipient.device(), recipient.sound());
        return plain.addressed(plain.id() + "-" + recipient.name(), title, to);
    }
}
