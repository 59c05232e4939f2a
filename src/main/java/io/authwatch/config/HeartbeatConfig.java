package io.authwatch.config;

import io.authwatch.config.Kinds.Span;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** A sign of life to somebody outside, who tells when it stays away: the one who can tell that Authwatch is gone. */
public interface HeartbeatConfig {
    /** The address to ask (GET), {@code https} or {@code http}; it is a secret. Default: none. */
    Optional<@WithConverter(SecretAddress.class) Secret> url();

    /** How often, 10s to 24h. Default: {@code 1m}. */
    @WithDefault("1m")
    @WithConverter(Span.class)
    @Between(from = "10s", to = "24h")
    Duration interval();
}
