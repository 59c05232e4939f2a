package io.authwatch.config;

import io.authwatch.config.Kinds.Size;
import io.authwatch.config.Kinds.Whole;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What everything is bounded by; each limit that is hit is counted. */
public interface LimitsConfig {
    /** The longest frame in octets, 1K to 1M. Default: {@code 64K}. */
    @WithDefault("64K")
    @WithConverter(Size.class)
    @Between(from = "1K", to = "1M")
    long frameSize();

    /** The most connections, 1 to 100000. Default: {@code 2000}. */
    @WithDefault("2000")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "100000")
    int connections();

    /** The most connections of one address, 1 to 100000. Default: {@code 500}. */
    @WithDefault("500")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "100000")
    int connectionsPerAddress();

    /** Octets of all inputs together that may be read and not committed yet, 1M to 16G. Default: {@code 64M}. */
    @WithDefault("64M")
    @WithConverter(Size.class)
    @Between(from = "1M", to = "16G")
    long inFlight();

    /** The most hosts that are remembered, 1 to 10000000. Default: {@code 100000}. */
    @WithDefault("100000")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "10000000")
    int hosts();

    /** The most keys that one rule remembers, 1 to 10000000. Default: {@code 100000}. */
    @WithDefault("100000")
    @WithConverter(Whole.class)
    @Between(from = "1", to = "10000000")
    int ruleKeys();
}
