package io.authwatch.config;

import io.authwatch.config.Kinds.Span;
import io.authwatch.config.Kinds.Whole;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the message quota of Pushover is spent; without a token there is none. */
public interface QuotaConfig {
    /** Messages a month, until Pushover has told it, 1 to 100000000. Default: {@code 10000}. */
    @WithDefault("10000")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "100000000")
    int limit();

    /** The percentage of the quota that only high and emergency may spend, 0 to 90. Default: {@code 10}. */
    @WithDefault("10")
    @WithConverter(Whole.class)
    @Between(from = "0", to = "90")
    int reserve();

    /** The time whose share of the quota may be spent at once, 1h to 31d. Default: {@code 24h}. */
    @WithDefault("24h")
    @WithConverter(Span.class)
    @Between(from = "1h", to = "31d")
    Duration burst();

    /** What is held back for the quota's sake waits so long for its digest at least, 1m to 24h. Default: {@code 1h}. */
    @WithDefault("1h")
    @WithConverter(Span.class)
    @Between(from = "1m", to = "24h")
    Duration digest();
}
