package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert that cools down.
 *
 * @param key what it cools down for
 * @param alert the alert
 * @param latest the latest event, trimmed
 * @param inWindow attempts that made the rule fire, the latest time
 * @param why what else made the rule fire, the latest time; may be empty
 * @param alsoRules the other rules that fired for the latest event
 * @param repeat the cool-down of the rule that fired latest
 * @param since the last notification, or what would have been one
 * @param until the cool-down's end, in steady milliseconds
 * @param known what was told of it so far
 * @param turn rises with every firing of the book: who has the least goes first if there are too many
 */
record OpenAlert(
        AlertKey key,
        Alert alert,
        AuthEvent latest,
        long inWindow,
        String why,
        List<String> alsoRules,
        Duration repeat,
        Instant since,
        long until,
        ToldSoFar known,
        long turn) {
    /** Without {@link #why} and {@link #known}. */
    private static final byte FIRST_VERSION = 1;

    private static final byte VERSION = 2;
    private static final AlertState[] STATES = AlertState.values();
    private static final Priority[] PRIORITIES = Priority.values();

    /** The first firing of a key. */
    static OpenAlert first(AlertKey key, Firing firing, List<String> alsoRules, Instant now, long at, long turn) {
        AuthEvent event = firing.event();
        Alert alert = new Alert(
                AlertId.of(key, event.id(), now),
                key.rule(),
                key.key(),
                firing.rule().priority(),
                key.hush().state(),
                event.host(),
                now,
                now,
                1,
                0,
                event.id(),
                Sentence.of(event));
        Duration repeat = firing.rule().repeat();
        long until = at + repeat.toMillis();
        AuthEvent latest = EventForm.trimmed(event);
        ToldSoFar known = ToldSoFar.of(firing);
        return new OpenAlert(
                key, alert, latest, firing.inWindow(), firing.why(), alsoRules, repeat, now, until, known, turn);
    }

    /** A further firing while it cools down, to be told later. */
    OpenAlert followedBy(Firing firing, List<String> alsoRules, Instant now, long turn) {
        return firedAgain(firing, alsoRules, alert.followed() + 1, known.counted(firing), since, now, turn);
    }

    /** A further firing that is told elsewhere: by a louder rule, or by the incident of its own. */
    OpenAlert toldElsewhere(Firing firing, List<String> alsoRules, Instant now, long turn) {
        return firedAgain(firing, alsoRules, alert.followed(), known.with(firing), since, now, turn);
    }

    /** A further firing that is told at once, with all that followed before it. */
    OpenAlert brokenOut(Firing firing, List<String> alsoRules, Instant now, long turn) {
        return firedAgain(firing, alsoRules, 0, known.brokenOut(firing), now, now, turn);
    }

    private OpenAlert firedAgain(
            Firing firing,
            List<String> others,
            long followed,
            ToldSoFar knownThen,
            Instant sinceThen,
            Instant now,
            long turnThen) {
        AuthEvent event = firing.event();
        Alert next = new Alert(
                alert.id(),
                alert.rule(),
                alert.key(),
                firing.rule().priority(),
                alert.state(),
                event.host(),
                alert.opened(),
                now,
                alert.count() + 1,
                followed,
                event.id(),
                Sentence.of(event));
        AuthEvent trimmed = EventForm.trimmed(event);
        Duration latestRepeat = firing.rule().repeat();
        return new OpenAlert(
                key,
                next,
                trimmed,
                firing.inWindow(),
                firing.why(),
                others,
                latestRepeat,
                sinceThen,
                until,
                knownThen,
                turnThen);
    }

    /** A new cool-down after what followed was told. */
    OpenAlert again(Instant now, long at) {
        long end = at + repeat.toMillis();
        return new OpenAlert(
                key, with(alert.state(), 0), latest, inWindow, why, alsoRules, repeat, now, end, known.summed(), turn);
    }

    /** The same after what followed was told elsewhere; the cool-down goes on. */
    OpenAlert settled() {
        return new OpenAlert(
                key, with(alert.state(), 0), latest, inWindow, why, alsoRules, repeat, since, until, known, turn);
    }

    /** The alert when nothing more is to come of it. */
    Alert closed() {
        return with(AlertState.CLOSED, alert.followed());
    }

    /** The summary of what followed, told at {@code now}; {@code after} is the alert as it stands then. */
    Push summary(Alert after) {
        return new Push(PushKind.SUMMARY, after, latest, inWindow, why, alsoRules, alert.followed(), since, repeat);
    }

    /** The first sign. */
    Push firstSign(Firing firing) {
        return new Push(PushKind.FIRST, alert, firing.event(), inWindow, why, alsoRules, 0, since, repeat);
    }

    /** The firing that broke out, with what followed before it. */
    Push breakOut(OpenAlert before, Firing firing, long at) {
        Duration rest = Duration.ofMillis(Math.max(0, until - at));
        return new Push(
                PushKind.BREAK_OUT,
                alert,
                firing.event(),
                inWindow,
                why,
                alsoRules,
                before.alert.followed(),
                before.since,
                rest);
    }

    private Alert with(AlertState state, long followed) {
        return new Alert(
                alert.id(),
                alert.rule(),
                alert.key(),
                alert.priority(),
                state,
                alert.host(),
                alert.opened(),
                alert.last(),
                alert.count(),
                followed,
                alert.event(),
                alert.summary());
    }

    /** Its form in a checkpoint. */
    byte[] octets() {
        CellWriter to = new CellWriter(VERSION).text(alert.id());
        to.number(alert.priority().ordinal()).number(alert.state().ordinal()).text(alert.host());
        EventForm.writeTime(alert.opened(), to);
        EventForm.writeTime(alert.last(), to);
        to.number(alert.count()).number(alert.followed()).number(alert.event()).text(alert.summary());
        EventForm.write(latest, to);
        to.number(inWindow).text(why).number(alsoRules.size());
        alsoRules.forEach(to::text);
        to.number(repeat.toMillis());
        EventForm.writeTime(since, to);
        known.write(to.number(until).number(turn));
        return to.octets();
    }

    /** What {@link #octets} wrote, in this version or in the one before. */
    static OpenAlert of(StateCell cell) {
        AlertKey key = AlertKey.of(cell);
        boolean first = cell.data()[0] == FIRST_VERSION;
        CellReader from = new CellReader(cell, first ? FIRST_VERSION : VERSION);
        Alert alert = alert(key, from);
        AuthEvent latest = EventForm.read(from);
        long inWindow = from.number();
        String why = first ? "" : from.text();
        List<String> alsoRules = texts(from);
        Duration repeat = Duration.ofMillis(from.number());
        Instant since = EventForm.readTime(from);
        long until = from.number();
        long turn = from.number();
        ToldSoFar known = first ? ToldSoFar.unknown(alert.priority()) : ToldSoFar.read(from);
        return new OpenAlert(key, alert, latest, inWindow, why, alsoRules, repeat, since, until, known, turn);
    }

    private static Alert alert(AlertKey key, CellReader from) {
        String id = from.text();
        Priority priority = PRIORITIES[(int) from.number()];
        AlertState state = STATES[(int) from.number()];
        return new Alert(
                id,
                key.rule(),
                key.key(),
                priority,
                state,
                from.text(),
                EventForm.readTime(from),
                EventForm.readTime(from),
                from.number(),
                from.number(),
                from.number(),
                from.text());
    }

    static List<String> texts(CellReader from) {
        List<String> texts = new ArrayList<>();
        for (long left = from.number(); left > 0; left--) {
            texts.add(from.text());
        }
        return List.copyOf(texts);
    }
}
