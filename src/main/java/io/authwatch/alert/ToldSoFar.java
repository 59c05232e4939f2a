package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What people know of an alert already, and so what is news during its cool-down. What breaks out at once:
 *
 * <pre>
 *   a success         the first one after failures; or one of a user, target, source or host that the key does not hold and
 *                     that no success of this alert was told of. At most 3 a cool-down, then they are counted
 *   a higher priority than any told before, whatever the outcome: hosts may differ in it. Always
 *   a failure         never: who guesses chooses the names, and each would be a push. Summary, storm and rules with
 *                     distinct tell of many names; a louder rule has an alert of its own anyway
 * </pre>
 *
 * <p>What was told stays known from one cool-down of the alert to the next: who logs in every hour is no news.
 *
 * @param values what successes were told of, such as {@code user=alice}; the oldest first
 * @param latest the same of the latest firing, whether it was told or not; empty if it was no success
 * @param breakOuts successes that broke out in this cool-down
 * @param loudest the highest priority that was told
 */
record ToldSoFar(List<String> values, List<String> latest, int breakOuts, Priority loudest) {
    /** Successes of one alert that break out of one cool-down. */
    static final int BREAK_OUTS_MAX = 3;
    /** Values that are remembered; the oldest goes first. */
    static final int VALUES_MAX = 32;

    private static final int VALUE_LENGTH_MAX = 200;
    private static final String SUCCESS = "success";
    private static final List<Field> DIMENSIONS = List.of(Field.USER, Field.TARGET, Field.SOURCE, Field.HOST);
    private static final Priority[] PRIORITIES = Priority.values();

    ToldSoFar {
        values = List.copyOf(values);
        latest = List.copyOf(latest);
    }

    /** After the first firing was told. */
    static ToldSoFar of(Firing firing) {
        return unknown(firing.rule().priority()).with(firing);
    }

    /** Of an alert of which nobody knows what was told. */
    static ToldSoFar unknown(Priority told) {
        return new ToldSoFar(List.of(), List.of(), 0, told);
    }

    /** Whether a firing during the cool-down is to be told at once. */
    boolean isNews(Firing firing) {
        if (firing.rule().priority().code() > loudest.code()) {
            return true;
        }
        return breakOuts < BREAK_OUTS_MAX && !values.containsAll(valuesOf(firing));
    }

    /** After a firing was told, whoever did. */
    ToldSoFar with(Firing firing) {
        Priority priority = firing.rule().priority();
        List<String> told = valuesOf(firing);
        return new ToldSoFar(joined(told), told, breakOuts, priority.code() > loudest.code() ? priority : loudest);
    }

    /** After a firing was counted. */
    ToldSoFar counted(Firing firing) {
        return new ToldSoFar(values, valuesOf(firing), breakOuts, loudest);
    }

    /** After a firing broke out. */
    ToldSoFar brokenOut(Firing firing) {
        boolean louder = firing.rule().priority().code() > loudest.code();
        ToldSoFar next = with(firing);
        return new ToldSoFar(next.values, next.latest, louder ? breakOuts : breakOuts + 1, next.loudest);
    }

    /** After a summary was told, which names the latest event. */
    ToldSoFar summed() {
        return new ToldSoFar(joined(latest), latest, 0, loudest);
    }

    private List<String> joined(List<String> others) {
        List<String> joined = new ArrayList<>(values);
        joined.removeAll(others);
        joined.addAll(others);
        return joined.subList(Math.max(0, joined.size() - VALUES_MAX), joined.size());
    }

    private static List<String> valuesOf(Firing firing) {
        AuthEvent event = firing.event();
        if (event.outcome() != Outcome.SUCCESS) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        values.add(SUCCESS);
        for (Field field : DIMENSIONS) {
            String value = event.get(field);
            if (value != null && !holds(firing, field)) {
                String folded = field == Field.HOST ? value.toLowerCase(Locale.ROOT) : value;
                String cut = folded.length() <= VALUE_LENGTH_MAX ? folded : folded.substring(0, VALUE_LENGTH_MAX);
                values.add(field.label() + "=" + cut);
            }
        }
        return values;
    }

    private static boolean holds(Firing firing, Field field) {
        return firing.rule().per().parts().stream().anyMatch(part -> part.field() == field);
    }

    void write(CellWriter to) {
        to.number(values.size());
        values.forEach(to::text);
        to.number(latest.size());
        latest.forEach(to::text);
        to.number(breakOuts).number(loudest.ordinal());
    }

    /** What {@link #write} wrote. */
    static ToldSoFar read(CellReader from) {
        return new ToldSoFar(
                OpenAlert.texts(from), OpenAlert.texts(from), (int) from.number(), PRIORITIES[(int) from.number()]);
    }
}
