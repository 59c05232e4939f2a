package io.authwatch.config;

import io.authwatch.config.Kinds.Flag;
import io.authwatch.config.Kinds.Span;
import io.authwatch.config.Kinds.Whole;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a rule that fires on many keys is told as one. */
public interface StormConfig {
    /** Whether it is at all; if not, each key is told singly. Default: {@code true}. */
    @WithDefault("true")
    @WithConverter(Flag.class)
    boolean enabled();

    /** A rule that would push for so many keys within the span is a storm, 2 to 100. Default: {@code 5}. */
    @WithDefault("5")
    @WithConverter(Whole.class)
    @Between(from = "2", to = "100")
    int keys();

    /** The span, 10s to 1h. Default: {@code 5m}. */
    @WithDefault("5m")
    @WithConverter(Span.class)
    @Between(from = "10s", to = "1h")
    Duration within();
}
