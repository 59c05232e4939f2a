package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Counts firings by all dimensions, in bounded room. Hosts and sources are told apart exactly up to a bound. */
final class Gathering {
    private final Map<Dimension, Tally> tallies = new EnumMap<>(Dimension.class);
    private long times;
    private Instant earliest = Instant.MAX;
    private Instant latest = Instant.MIN;

    /**
     * @param distinctMax hosts, users, networks and sources that are told apart exactly
     */
    Gathering(int distinctMax) {
        for (Dimension dimension : Dimension.values()) {
            tallies.put(dimension, new Tally(distinctMax));
        }
    }

    void add(String rule, AuthEvent event, long weight) {
        times += weight;
        Instant at = event.at();
        earliest = at.isBefore(earliest) ? at : earliest;
        latest = at.isAfter(latest) ? at : latest;
        tallies.forEach((dimension, tally) -> {
            String value = dimension.value(rule, event);
            if (value != null && !value.isEmpty()) {
                tally.add(value, weight);
            }
        });
    }

    Gathered gathered(String label) {
        Map<Dimension, Spread> spreads = new EnumMap<>(Dimension.class);
        tallies.forEach((dimension, tally) -> spreads.put(dimension, tally.spread()));
        return new Gathered(times, earliest, latest, label, spreads);
    }

    void write(CellWriter to) {
        to.number(times);
        EventForm.writeTime(earliest, to);
        EventForm.writeTime(latest, to);
        to.number(tallies.size());
        tallies.values().forEach(tally -> tally.write(to));
    }

    /** Takes over what {@link #write} wrote; for an empty one. */
    void read(CellReader from) {
        times = from.number();
        earliest = EventForm.readTime(from);
        latest = EventForm.readTime(from);
        long known = from.number();
        for (Dimension dimension : Dimension.values()) {
            if (dimension.ordinal() < known) {
                tallies.getOrDefault(dimension, new Tally(1)).read(from);
            }
        }
    }
}
