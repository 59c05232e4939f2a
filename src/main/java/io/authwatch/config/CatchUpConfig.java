package io.authwatch.config;

import io.authwatch.config.Kinds.Span;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Messages that waited before they arrived: a sender's queue, or what came while Authwatch was down. */
public interface CatchUpConfig {
    /** How long after its own time a message may arrive before it is told in a digest, 1m to 30d. Default: {@code 10m}. */
    @WithDefault("10m")
    @WithConverter(Span.class)
    @Between(from = "1m", to = "30d")
    Duration after();
}
