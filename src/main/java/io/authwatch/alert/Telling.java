package io.authwatch.alert;

import java.util.ArrayList;
import java.util.List;

/** Gathers what came of one call of the {@link AlertBook}. */
final class Telling {
    private final List<Alert> changed = new ArrayList<>(2);
    private final List<Push> pushes = new ArrayList<>(2);
    private final List<Suppressed> suppressed = new ArrayList<>(2);
    private final List<Silence> begun = new ArrayList<>(2);

    void changed(Alert alert) {
        changed.add(alert);
    }

    /** Something to tell; its alert stands as the push has it. */
    void push(Push push) {
        if (changed.isEmpty() || !changed.get(changed.size() - 1).equals(push.alert())) {
            changed.add(push.alert());
        }
        pushes.add(push);
    }

    /** A firing that is not pushed. */
    void suppress(String rule, Suppression reason) {
        suppressed.add(new Suppressed(reason, rule));
    }

    /** Silences that begin. */
    void begun(List<Silence> silences) {
        begun.addAll(silences);
    }

    Told told() {
        boolean nothing = changed.isEmpty() && pushes.isEmpty() && suppressed.isEmpty() && begun.isEmpty();
        return nothing ? Told.NOTHING : new Told(changed, pushes, suppressed, begun);
    }
}
