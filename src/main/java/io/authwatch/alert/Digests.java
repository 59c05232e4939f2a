package io.authwatch.alert;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Firing;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are told as a digest: whatever the key, all firings of one rule from the first on are one message at the end
 * of the rule's {@code digest}. The next firing begins the next one. Bounded: a digest that has no room is told early.
 */
final class Digests {
    /** The kind of its cells. */
    static final String KIND = "digest";
    /** Rules that gather at once: one that gathers much takes about 2 MB. */
    static final int DIGESTS_MAX = 64;
    /** Hosts, users and sources of a digest that are told apart exactly. */
    static final int DISTINCT_MAX = 10_000;

    private static final byte VERSION = 1;

    private final Map<String, Digest> byRule = new HashMap<>();
    private final Deadlines<String> deadlines = new Deadlines<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private long early;

    /**
     * A digest.
     *
     * @param span how long it gathers
     * @param until its end, in steady milliseconds
     */
    record Digest(Bundle bundle, Duration span, long until) {
        Alert alert() {
            return bundle.alert(AlertState.OPEN, bundle.rule());
        }

        Push push(Moment moment) {
            return bundle.push(PushKind.DIGEST, AlertState.CLOSED, bundle.rule(), span, moment.clock());
        }
    }

    /** Takes in a firing of a rule with a digest. */
    Digest gather(Firing firing, Moment moment) {
        String rule = firing.rule().name();
        Digest digest = byRule.get(rule);
        if (digest == null) {
            Duration span = firing.rule().digest() == null
                    ? Duration.ZERO
                    : firing.rule().digest();
            Bundle bundle = Bundle.begin(KIND, rule, List.of(), firing.event(), moment.clock(), DISTINCT_MAX);
            digest = new Digest(bundle, span, moment.at() + span.toMillis());
            put(digest);
        }
        digest.bundle().add(firing, moment.clock());
        changed.add(rule);
        return digest;
    }

    private void put(Digest digest) {
        byRule.put(digest.bundle().rule(), digest);
        deadlines.set(digest.bundle().rule(), digest.until());
    }

    /** Takes out a digest that has ended, or for which there is no room; null if there is none. */
    @Nullable
    Digest take(long at) {
        boolean tooMany = byRule.size() > DIGESTS_MAX;
        String rule = tooMany ? deadlines.first() : deadlines.due(at);
        if (rule == null) {
            return null;
        }
        early += tooMany ? 1 : 0;
        deadlines.clear(rule);
        changed.add(rule);
        return byRule.remove(rule);
    }

    /** When the next one ends, or {@link Long#MAX_VALUE}. */
    long next() {
        return deadlines.next();
    }

    /** Digests that were told before their time since the start. */
    long early() {
        return early;
    }

    /** Firings that were not told yet. */
    long untold() {
        return byRule.values().stream()
                .mapToLong(digest -> digest.bundle().untold())
                .sum();
    }

    List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (String rule : changed) {
            Digest digest = byRule.get(rule);
            cells.add(new StateCell(KIND, rule, "", digest == null ? new byte[0] : octets(digest)));
        }
        changed.clear();
        return cells;
    }

    private static byte[] octets(Digest digest) {
        CellWriter to = new CellWriter(VERSION).number(digest.span().toMillis()).number(digest.until());
        digest.bundle().write(to);
        return to.octets();
    }

    void restore(StateCell cell) {
        CellReader from = new CellReader(cell, VERSION);
        Duration span = Duration.ofMillis(from.number());
        long until = from.number();
        put(new Digest(Bundle.read(from, DISTINCT_MAX), span, until));
    }
}
