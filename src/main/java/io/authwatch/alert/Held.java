package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Network;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A silence and what it held back so far. */
final class Held {
    /** Hosts, users and sources that are told apart exactly. */
    private static final int DISTINCT_MAX = 1_000;

    private static final byte VERSION = 1;

    private final Silence silence;
    private final long start;
    private final long end;
    private @Nullable Bundle bundle;
    private long alerts;

    /** What a cell holds. */
    record Restored(Held held, boolean active) {}

    /**
     * @param start its start, in steady milliseconds
     * @param end its end
     */
    Held(Silence silence, long start, long end) {
        this.silence = silence;
        this.start = start;
        this.end = end;
    }

    Silence silence() {
        return silence;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    long times() {
        return bundle == null ? 0 : bundle.count();
    }

    /** Holds back so many firings of one alert; {@code opens} if it is its first one here. */
    void hold(String rule, Priority priority, AuthEvent event, long times, boolean opens, Moment moment) {
        Bundle into = bundle == null
                ? Bundle.begin(
                        Silences.KIND,
                        Silences.KIND,
                        List.of(Long.toString(silence.id())),
                        event,
                        moment.clock(),
                        DISTINCT_MAX)
                : bundle;
        into.add(rule, priority, event, 0, times, moment.clock());
        alerts += opens ? 1 : 0;
        bundle = into;
    }

    Standing standing(boolean active) {
        return new Standing(silence, active, alerts, times());
    }

    /** Tells what was held back, or null if nothing was. */
    @Nullable
    Push push(Moment moment) {
        return bundle == null
                ? null
                : bundle.push(PushKind.SILENCE_END, AlertState.CLOSED, label(), Duration.ZERO, moment.clock());
    }

    private String label() {
        return Outline.number(alerts) + (alerts == 1 ? " alert of " : " alerts of ") + silence.what();
    }

    byte[] octets(boolean active) {
        CellWriter to = new CellWriter(VERSION).number(start).number(end).number(active ? 1 : 0);
        Network source = silence.source();
        to.text(silence.rule()).text(silence.host()).text(source == null ? null : source.toString());
        to.text(silence.user()).number(silence.emergency() ? 1 : 0);
        EventForm.writeTime(silence.start(), to);
        EventForm.writeTime(silence.end(), to);
        to.text(silence.owner()).text(silence.comment()).number(alerts);
        to.number(bundle == null ? 0 : 1);
        if (bundle != null) {
            bundle.write(to);
        }
        return to.octets();
    }

    /** What {@link #octets} wrote. */
    static Restored of(StateCell cell) {
        CellReader from = new CellReader(cell, VERSION);
        long start = from.number();
        long end = from.number();
        boolean active = from.number() == 1;
        Silence silence = silence(Long.parseLong(cell.key()), from);
        Held held = new Held(silence, start, end);
        held.alerts = from.number();
        held.bundle = from.number() == 1 ? Bundle.read(from, DISTINCT_MAX) : null;
        return new Restored(held, active);
    }

    private static Silence silence(long id, CellReader from) {
        String rule = from.textOrNull();
        String host = from.textOrNull();
        String source = from.textOrNull();
        return new Silence(
                id,
                rule,
                host,
                source == null ? null : Network.of(source).orElseThrow(),
                from.textOrNull(),
                from.number() == 1,
                EventForm.readTime(from),
                EventForm.readTime(from),
                from.text(),
                from.text());
    }
}
