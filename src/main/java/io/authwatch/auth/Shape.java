package io.authwatch.auth;

import io.authwatch.wire.Octets;

/**
 * One kind of line that a program writes, and what it means.
 *
 * @param name its name, unique in the program; {@code explain} shows it
 * @param action what happened; {@code other} for a line that is known and means nothing
 * @param outcome how it ended
 * @param template what it looks like
 * @param fields what is known from the kind of line alone
 * @param weight how many attempts it stands for, where the line itself names no number
 * @param part what part it takes in telling of an attempt
 */
record Shape(
        String name,
        AuthAction action,
        Outcome outcome,
        Template template,
        Attributes fields,
        int weight,
        AttemptPart part) {
    private static final int COUNTED_ELSEWHERE = 0;

    static Shape of(String name, AuthAction action, Outcome outcome, String template) {
        return new Shape(name, action, outcome, Template.of(template), Attributes.NONE, 1, AttemptPart.NONE);
    }

    /** The same with an {@code event.reason}. */
    Shape because(String reason) {
        return with(Field.REASON, reason);
    }

    /** The same with a field that is known from the kind of line alone. */
    Shape with(Field field, String value) {
        return new Shape(name, action, outcome, template, fields.with(field, value), weight, part);
    }

    /** The same, told by another line as well, and counted there. */
    Shape twin() {
        return new Shape(name, action, outcome, template, fields, COUNTED_ELSEWHERE, part);
    }

    /** The same, taking that part in telling of an attempt. */
    Shape telling(AttemptPart part) {
        return new Shape(name, action, outcome, template, fields, weight, part);
    }

    /** The same meaning of a line that looks otherwise. */
    Shape alsoAs(String name, String template) {
        return new Shape(name, action, outcome, Template.of(template), fields, weight, part);
    }

    /** Whether {@code [from, to)} is such a line; if it is not, the view says {@code other}. */
    boolean read(Octets octets, int from, int to, AuthView view) {
        view.weighs(weight);
        if (!template.read(octets, from, to, view)) {
            view.other();
            return false;
        }
        view.is(action, outcome, name).tells(part);
        if (fields != Attributes.NONE) {
            putFields(view);
        }
        return true;
    }

    private void putFields(AuthView view) {
        for (int i = 0; i < Field.count(); i++) {
            String value = fields.get(Field.of(i));
            if (value != null) {
                view.put(Field.of(i), value);
            }
        }
    }
}
