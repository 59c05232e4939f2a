package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Firings that are told as one alert: a digest, an incident, what a silence held back, what came late. */
final class Bundle {
    private static final String ROOT = "root";
    private static final Priority[] PRIORITIES = Priority.values();

    private final String id;
    private final String rule;
    private final List<String> key;
    private final Instant opened;
    private final Gathering gathering;
    private Priority priority = Priority.LOWEST;
    private AuthEvent latest;
    private Instant last;
    private Instant told;
    private long count;
    private long untold;
    private boolean root;
    /** The line that the API shows: made anew when there is twice as much to say, for it is dear. */
    private String outline = "";

    private long outlineFrom = 1;

    private Bundle(String id, String rule, List<String> key, Instant opened, AuthEvent latest, int distinctMax) {
        this.id = id;
        this.rule = rule;
        this.key = key;
        this.opened = opened;
        this.last = opened;
        this.told = opened;
        this.latest = latest;
        this.gathering = new Gathering(distinctMax);
    }

    /**
     * An empty one.
     *
     * @param kind what it is: two bundles of different kinds have different ids
     * @param rule the rule's name, or a word of ours that stands in its place
     * @param key the alert's key
     * @param first the event that made it necessary, to be added by the caller
     * @param distinctMax values of a dimension that it tells apart exactly
     */
    static Bundle begin(String kind, String rule, List<String> key, AuthEvent first, Instant now, int distinctMax) {
        List<String> unique = new ArrayList<>(key);
        unique.add(kind);
        String id = AlertId.of(new AlertKey(rule, unique, Hush.NONE), first.id(), now);
        return new Bundle(id, rule, key, now, EventForm.trimmed(first), distinctMax);
    }

    /** A firing that nobody was told of. */
    void add(Firing firing, Instant now) {
        add(firing.rule().name(), firing.rule().priority(), firing.event(), 0, 1, now);
    }

    /** Firings of which {@code event} is the latest: so many were told before, so many not. */
    void add(String of, Priority loud, AuthEvent event, long toldBefore, long toTell, Instant now) {
        count += toldBefore + toTell;
        untold += toTell;
        gathering.add(of, event, toldBefore + toTell);
        latest = EventForm.trimmed(event);
        last = now;
        root |= ROOT.equals(event.get(Field.USER));
        priority = loud.code() > priority.code() ? loud : priority;
    }

    /** The alert that stands for it, told as {@code label}. */
    Alert alert(AlertState state, String label) {
        if (count >= outlineFrom) {
            outline = Outline.of(gathering.gathered(label));
            outlineFrom = 2 * count;
        }
        return new Alert(
                id, rule, key, priority, state, latest.host(), opened, last, count, untold, latest.id(), outline);
    }

    /** Tells it: what was not told before is told then. */
    Push push(PushKind kind, AlertState state, String label, Duration repeat, Instant now) {
        long followed = untold;
        Instant since = told;
        untold = 0;
        told = now;
        outlineFrom = count;
        Gathered gathered = gathering.gathered(label);
        return new Push(kind, alert(state, label), latest, 0, "", List.of(), followed, since, repeat, gathered);
    }

    Gathered gathered() {
        return gathering.gathered(rule);
    }

    String id() {
        return id;
    }

    String rule() {
        return rule;
    }

    Priority priority() {
        return priority;
    }

    AuthEvent latest() {
        return latest;
    }

    /** Whether root is among its users. */
    boolean root() {
        return root;
    }

    /** Firings that it holds and that nobody was told of. */
    long untold() {
        return untold;
    }

    /** Firings that it holds. */
    long count() {
        return count;
    }

    void write(CellWriter to) {
        to.text(id).text(rule).number(key.size());
        key.forEach(to::text);
        EventForm.writeTime(opened, to);
        EventForm.write(latest, to);
        to.number(priority.ordinal()).number(count).number(untold);
        EventForm.writeTime(last, to);
        EventForm.writeTime(told, to);
        to.text(outline).number(outlineFrom).number(root ? 1 : 0);
        gathering.write(to);
    }

    /** What {@link #write} wrote. */
    static Bundle read(CellReader from, int distinctMax) {
        Bundle bundle = new Bundle(
                from.text(),
                from.text(),
                OpenAlert.texts(from),
                EventForm.readTime(from),
                EventForm.read(from),
                distinctMax);
        bundle.priority = PRIORITIES[(int) from.number()];
        bundle.count = from.number();
        bundle.untold = from.number();
        bundle.last = EventForm.readTime(from);
        bundle.told = EventForm.readTime(from);
        bundle.outline = from.text();
        bundle.outlineFrom = from.number();
        bundle.root = from.number() == 1;
        bundle.gathering.read(from);
        return bundle;
    }
}
