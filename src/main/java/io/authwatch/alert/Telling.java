package io.authwatch.alert;

import io.authwatch.rule.Firing;
import java.util.ArrayList;
import java.util.List;

/** Gathers what came of one call of the {@link AlertBook}. */
final class Telling {
    private final List<Alert> changed = new ArrayList<>(2);
    private final List<Push> pushes = new ArrayList<>(2);
    private final List<Suppressed> suppressed = new ArrayList<>(2);

    /** A firing of a key that cools down. */
    void counted(OpenAlert alert) {
        changed.add(alert.alert());
        suppress(alert, alert.key().muted() ? Suppression.MUTED : Suppression.COOLDOWN);
    }

    /** The first firing of a key. */
    void opened(OpenAlert alert, Firing firing, boolean loudest) {
        changed.add(alert.alert());
        if (alert.key().muted()) {
            suppress(alert, Suppression.MUTED);
        } else if (!loudest) {
            suppress(alert, Suppression.OUTRANKED);
        } else {
            pushes.add(new Push(
                    PushKind.FIRST,
                    alert.alert(),
                    firing.event(),
                    alert.inWindow(),
                    alert.why(),
                    alert.alsoRules(),
                    0,
                    alert.since(),
                    alert.repeat()));
        }
    }

    /** A cool-down ended, and something had followed. */
    void summed(OpenAlert before, Alert after) {
        changed.add(after);
        if (!before.key().muted()) {
            pushes.add(before.summary(after));
        }
    }

    /** A cool-down ended, and nothing had followed. */
    void closed(OpenAlert alert) {
        changed.add(alert.closed());
    }

    /** An alert had to go before its time: what followed is told now rather than never. */
    void evicted(OpenAlert alert) {
        changed.add(alert.closed());
        if (!alert.key().muted() && alert.alert().followed() > 0) {
            pushes.add(alert.summary(alert.closed()));
        }
    }

    private void suppress(OpenAlert alert, Suppression reason) {
        suppressed.add(new Suppressed(reason, alert.key().rule()));
    }

    Told told() {
        boolean nothing = changed.isEmpty() && pushes.isEmpty() && suppressed.isEmpty();
        return nothing ? Told.NOTHING : new Told(changed, pushes, suppressed);
    }
}
