package io.authwatch.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many firings as one.
 *
 * @param times how many
 * @param earliest when the earliest of them happened, as far as we know
 * @param latest when the latest of them happened
 * @param label what they are: a rule's name, or what was silenced
 * @param spreads over which values they spread, each dimension
 */
public record Gathered(long times, Instant earliest, Instant latest, String label, Map<Dimension, Spread> spreads) {
    /** A value is common if at least 4 of 5 firings have it. */
    private static final int SHARE_PERCENT = 80;

    public Gathered {
        spreads = Map.copyOf(spreads);
    }

    /** Over which values they spread. */
    public Spread spread(Dimension dimension) {
        return spreads.getOrDefault(dimension, new Spread(0, 0, false, List.of()));
    }

    /** The value that at least 4 of 5 have, or null. */
    public @Nullable String common(Dimension dimension) {
        Spread spread = spread(dimension);
        boolean common = !spread.top().isEmpty() && 100 * spread.top().get(0).atLeast() >= SHARE_PERCENT * times;
        return common ? spread.top().get(0).value() : null;
    }

    /** The value that all of them have, or null. */
    public @Nullable String only(Dimension dimension) {
        Spread spread = spread(dimension);
        boolean one = spread.distinct() == 1 && !spread.more() && spread.times() == times;
        return one ? spread.top().get(0).value() : null;
    }
}
