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

    /**
     * Octets of memory for what is read from all connections and not committed yet, 1M to 16G; an event takes up to ten
     * times its line. Default: {@code 64M}.
     */
    @WithDefault("64M")
    @WithConverter(Size.class)
    @Between(from = "1M", to = "16G")
    long inFlight();

    /**
     * The same of one address (IPv6: of one /64), 1M to 16G: nobody fills the room of all. Default: {@code 16M}.
     */
    @WithDefault("16M")
    @WithConverter(Size.class)
    @Between(from = "1M", to = "16G")
    long inFlightPerAddress();

    /**
     * Octets of frames that are begun and not whole, of all connections of one input, 4M to 1G; the connection that holds
     * the most is closed. Default: {@code 16M}.
     */
    @WithDefault("16M")
    @WithConverter(Size.class)
    @Between(from = "4M", to = "1G")
    long unfinished();

    /** The most senders that are remembered and not connected, 100 to 1000000. Default: {@code 10000}. */
    @WithDefault("10000")
    @WithConverter(Whole.class)
    @Between(from = "100", to = "1000000")
    int senders();

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

    /** The most alerts that cool down at once, 100 to 1000000; some 2 KB each. Default: {@code 10000}. */
    @WithDefault("10000")
    @WithConverter(Whole.class)
    @Between(from = "100", to = "1000000")
    int alerts();

    /**
     * The most notifications that wait to be sent, 100 to 1000000; beyond it what matters least is given up, and told. The
     * free quota of a month is as many. Default: {@code 10000}.
     */
    @WithDefault("10000")
    @WithConverter(Whole.class)
    @Between(from = "100", to = "1000000")
    int outbox();

    /**
     * Octets of the data directory's disk that are kept free by a file of zeros, 0 to 1G: given back when the disk is full,
     * so that it can still be told. 0: none. Default: {@code 16M}.
     */
    @WithDefault("16M")
    @WithConverter(Size.class)
    @Between(from = "0", to = "1G")
    long diskReserve();
}
