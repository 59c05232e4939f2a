package io.authwatch.config;

import io.authwatch.config.Kinds.Flag;
import io.authwatch.config.Kinds.Span;
import io.authwatch.config.Kinds.Whole;
import io.authwatch.pipeline.SelfAlert;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What Authwatch tells of itself. */
public interface SelfConfig {
    /** Whether it tells anything. Default: {@code true}. */
    @WithDefault("true")
    @WithConverter(Flag.class)
    boolean enabled();

    /** What it does not tell, a comma list of names such as {@code authwatch-limits}. Default: none. */
    Optional<List<@WithConverter(SelfAlertName.class) SelfAlert>> off();

    /** The percentage of the data directory's file system below which its free room is told, 1 to 50. Default: {@code 5}. */
    @WithDefault("5")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "50")
    int spaceLow();

    /** A notification that waits so long, and not for the quota's sake, is told, 1m to 7d. Default: {@code 15m}. */
    @WithDefault("15m")
    @WithConverter(Span.class)
    @Between(from = "1m", to = "7d")
    Duration outboxAge();
}
