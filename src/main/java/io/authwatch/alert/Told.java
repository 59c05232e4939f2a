package io.authwatch.alert;

import java.util.List;

/**
 * What came of some firings, or of time passing.
 *
 * @param changed alerts that are new or changed, in order; the last one of an id counts
 * @param pushes what to tell, in order
 * @param suppressed the firings that were not pushed
 * @param begun the silences that have begun: what rings for what they cover is to stop
 */
public record Told(List<Alert> changed, List<Push> pushes, List<Suppressed> suppressed, List<Silence> begun) {
    /** Nothing came of it. */
    public static final Told NOTHING = new Told(List.of(), List.of(), List.of(), List.of());

    public Told {
        changed = List.copyOf(changed);
        pushes = List.copyOf(pushes);
        suppressed = List.copyOf(suppressed);
        begun = List.copyOf(begun);
    }
}
