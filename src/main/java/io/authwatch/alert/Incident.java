package io.authwatch.alert;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Firing;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A storm as one alert:
 *
 * <pre>
 *   begins ── INCIDENT at once ── at 1, 5, 15, 60 min and then every hour: INCIDENT_UPDATE, only if its shape changed
 *          ── 15 min nothing, or 24 h after the beginning: INCIDENT_END with the totals
 *          ── a firing that is louder than all before: INCIDENT once more, at once
 * </pre>
 *
 * <p>Its shape changes when hosts or sources became twice as many as were told, when most firings have something new in
 * common, and when root is among its users for the first time. (A success has a storm, and a first sign, of its own.) A
 * storm that does not end is told anew every day, so that it does not hide the next one for ever.
 */
final class Incident {
    /** Hosts, users and sources that are told apart exactly; what it can take is about 5 MB. */
    static final int DISTINCT_MAX = 100_000;

    static final Duration QUIET = Duration.ofMinutes(15);
    static final Duration LENGTH_MAX = Duration.ofHours(24);

    private static final long[] STEP_MINUTES = {1, 5, 15, 60};
    private static final long HOUR_MINUTES = 60;
    /** What its cell says of who knows of it. */
    private static final int TOLD = 1;

    private static final int ACKNOWLEDGED = 2;
    private static final byte VERSION = 1;

    private final StormKey key;
    private final Bundle bundle;
    private final long started;
    private int steps;
    private long last;
    private boolean acknowledged;
    private Shape shape = new Shape(0, 0, false, List.of());

    /** What was told of it. */
    private record Shape(long hosts, long sources, boolean root, List<String> common) {}

    Incident(StormKey key, Bundle bundle, long started) {
        this.key = key;
        this.bundle = bundle;
        this.started = started;
        this.last = started;
    }

    StormKey key() {
        return key;
    }

    Bundle bundle() {
        return bundle;
    }

    /** Whether a firing is louder than all before: hosts may differ in it, and who knows of the others has not seen it. */
    boolean isNews(Firing firing) {
        return firing.rule().priority().code() > bundle.priority().code();
    }

    /** Whether somebody has seen it: then its end is told, and no update before. */
    boolean acknowledged() {
        return acknowledged;
    }

    /** Somebody has seen it. */
    void acknowledge() {
        acknowledged = true;
    }

    /** Something happened that whoever has seen it has not seen. */
    void forgetAcknowledgement() {
        acknowledged = false;
    }

    /** It fired again. */
    void touch(long at) {
        last = at;
    }

    /** When something is to be done about it, in steady milliseconds. */
    long due() {
        return Math.min(nextStep(), end());
    }

    /** When it is over, if nothing more happens. */
    long end() {
        return Math.min(last + QUIET.toMillis(), started + LENGTH_MAX.toMillis());
    }

    private long nextStep() {
        int hours = steps - STEP_MINUTES.length;
        long minutes = hours < 0 ? STEP_MINUTES[steps] : (hours + 2) * HOUR_MINUTES;
        return started + Duration.ofMinutes(minutes).toMillis();
    }

    /** Takes the steps whose time has come; answers whether there is something to tell. */
    boolean step(long at) {
        while (nextStep() <= at) {
            steps++;
        }
        Shape now = shape();
        return now.hosts >= 2 * shape.hosts
                || (now.sources >= 2 * shape.sources && now.sources > 0)
                || (now.root && !shape.root)
                || !shape.common.containsAll(now.common);
    }

    private Shape shape() {
        Gathered gathered = bundle.gathered();
        List<String> common = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            String value = gathered.common(dimension);
            if (value != null) {
                common.add(dimension + "=" + value);
            }
        }
        return new Shape(
                gathered.spread(Dimension.HOST).distinct(),
                gathered.spread(Dimension.SOURCE).distinct(),
                bundle.root(),
                common);
    }

    Alert alert() {
        return bundle.alert(AlertState.OPEN, bundle.rule());
    }

    /** Tells it as it is now. */
    Push push(PushKind kind, Moment moment) {
        shape = shape();
        return bundle.push(kind, AlertState.OPEN, bundle.rule(), Duration.ZERO, moment.clock());
    }

    /** Tells its totals. */
    Push end(Moment moment) {
        return bundle.push(PushKind.INCIDENT_END, AlertState.CLOSED, bundle.rule(), Duration.ZERO, moment.clock());
    }

    byte[] octets() {
        CellWriter to = new CellWriter(VERSION).number(started).number(steps).number(last);
        to.number(acknowledged ? ACKNOWLEDGED : TOLD)
                .number(shape.hosts)
                .number(shape.sources)
                .number(shape.root ? 1 : 0);
        to.number(shape.common.size());
        shape.common.forEach(to::text);
        bundle.write(to);
        return to.octets();
    }

    /** What {@link #octets} wrote. */
    static Incident of(StateCell cell) {
        CellReader from = new CellReader(cell, VERSION);
        long started = from.number();
        int steps = (int) from.number();
        long last = from.number();
        boolean acknowledged = from.number() == ACKNOWLEDGED;
        Shape shape = new Shape(from.number(), from.number(), from.number() == 1, OpenAlert.texts(from));
        Incident incident = new Incident(StormKey.of(cell), Bundle.read(from, DISTINCT_MAX), started);
        incident.steps = steps;
        incident.last = last;
        incident.acknowledged = acknowledged;
        incident.shape = shape;
        return incident;
    }
}
