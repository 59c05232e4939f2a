package io.authwatch.alert;

/** Why nothing of a key is pushed. What is hushed has alerts of its own, so that it never keeps another's sign back. */
enum Hush {
    /** Nothing keeps it quiet. */
    NONE(""),
    /** The rules mute its host. */
    MUTED("\u001f"),
    /** Somebody silenced it. */
    SILENCED("\u001f\u001f");

    /** Stands before the key of a cell; no key begins with it, for no part of a key is empty. */
    private final String mark;

    Hush(String mark) {
        this.mark = mark;
    }

    String marked(String key) {
        return mark + key;
    }

    String unmarked(String cellKey) {
        return cellKey.substring(mark.length());
    }

    /** The hush of a key that {@link #marked} made. */
    static Hush of(String cellKey) {
        return cellKey.startsWith(SILENCED.mark) ? SILENCED : cellKey.startsWith(MUTED.mark) ? MUTED : NONE;
    }

    /** Where an alert of it stands while it is open. */
    AlertState state() {
        return switch (this) {
            case NONE -> AlertState.OPEN;
            case MUTED -> AlertState.MUTED;
            case SILENCED -> AlertState.SILENCED;
        };
    }

    /** Why its firings are not pushed; of {@link #NONE}, because they follow another. */
    Suppression suppression() {
        return switch (this) {
            case NONE -> Suppression.COOLDOWN;
            case MUTED -> Suppression.MUTED;
            case SILENCED -> Suppression.SILENCE;
        };
    }
}
