package io.authwatch.alert;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts values of one dimension in bounded room: how many different ones there are exactly (see {@link Distinct}), and
 * the frequent ones by name, by the space-saving algorithm (Metwally, Agrawal, El Abbadi: Efficient Computation of
 * Frequent and Top-k Elements in Data Streams, 2005): a value that has no room takes the place and the count of the least
 * frequent one, and that count is its possible error. So a value of more than 1/64 of all is never missing.
 */
final class Tally {
    /** Values that are held by name; while there are no more, every count is exact. */
    static final int NAMES_MAX = 64;
    /** What is kept of a value, characters. */
    private static final int VALUE_LENGTH_MAX = 200;

    private final Map<String, Counted> names = new LinkedHashMap<>();
    private final Distinct distinct;
    private long times;

    private record Counted(long times, long error) {
        long atLeast() {
            return times - error;
        }
    }

    Tally(int distinctMax) {
        this.distinct = new Distinct(distinctMax);
    }

    void add(String value, long weight) {
        times += weight;
        String name = value.length() <= VALUE_LENGTH_MAX ? value : value.substring(0, VALUE_LENGTH_MAX);
        Counted before = names.get(name);
        if (before == null || name.length() < value.length()) {
            distinct.add(value);
        }
        if (before != null) {
            names.put(name, new Counted(before.times + weight, before.error));
        } else if (names.size() < NAMES_MAX) {
            names.put(name, new Counted(weight, 0));
        } else {
            replaceLeast(name, weight);
        }
    }

    private void replaceLeast(String name, long weight) {
        Map.Entry<String, Counted> least = null;
        for (Map.Entry<String, Counted> entry : names.entrySet()) {
            if (least == null || entry.getValue().times < least.getValue().times) {
                least = entry;
            }
        }
        if (least != null) {
            long error = least.getValue().times;
            names.remove(least.getKey());
            names.put(name, new Counted(error + weight, error));
        }
    }

    Spread spread() {
        List<Spread.Top> top = names.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Counted> entry) -> -entry.getValue().atLeast()))
                .limit(Spread.TOP_MAX)
                .map(entry -> new Spread.Top(entry.getKey(), entry.getValue().atLeast(), entry.getValue().error == 0))
                .toList();
        return new Spread(times, distinct.size(), distinct.more(), top);
    }

    void write(CellWriter to) {
        to.number(times).number(names.size());
        names.forEach((name, counted) -> to.text(name).number(counted.times).number(counted.error));
        distinct.write(to);
    }

    /** Takes over what {@link #write} wrote; for an empty one. */
    void read(CellReader from) {
        times = from.number();
        for (long left = from.number(); left > 0; left--) {
            names.put(from.text(), new Counted(from.number(), from.number()));
        }
        distinct.read(from);
    }
}
