package io.authwatch.config;

import io.authwatch.config.Kinds.Span;
import io.authwatch.config.Kinds.Whole;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is kept, and how long. */
public interface HistoryConfig {
    /** The most events that are kept, 1000 to 100000000. Default: {@code 1000000}. */
    @WithDefault("1000000")
    @WithConverter(Whole.class)
    @Between(from = "1000", to = "100000000")
    int maxEvents();

    /** The oldest event that is kept, 1h to 3650d. Default: {@code 30d}. */
    @WithDefault("30d")
    @WithConverter(Span.class)
    @Between(from = "1h", to = "3650d")
    Duration maxAge();

    /** The most events a second that are kept one by one, 1 to 1000000. Default: {@code 10000}. */
    @WithDefault("10000")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "1000000")
    int maxRate();

    /** The oldest alert and notification that are kept, 1d to 3650d. Default: {@code 90d}. */
    @WithDefault("90d")
    @WithConverter(Span.class)
    @Between(from = "1d", to = "3650d")
    Duration alertAge();

    /** The most events of little interest that are kept in memory, 0 to 1000000. Default: {@code 10000}. */
    @WithDefault("10000")
    @WithConverter(Whole.class)
    @Between(from = "0", to = "1000000")
    int recentEvents();
}
