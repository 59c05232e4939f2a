package io.authwatch.config;

import io.authwatch.config.Kinds.Address;
import io.authwatch.config.Kinds.FacilityName;
import io.authwatch.config.Kinds.FilePath;
import io.authwatch.config.Kinds.Flag;
import io.authwatch.config.Kinds.Identity;
import io.authwatch.config.Kinds.Network;
import io.authwatch.config.Kinds.Password;
import io.authwatch.config.Kinds.Whole;
import io.authwatch.syslog.Facility;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of the service: the key {@code authwatch.tcp.in-flight} is the method {@code tcp().inFlight()}, and the
 * environment variable {@code AUTHWATCH_TCP_IN_FLIGHT}. An empty value is no value. Ports are 1 to 65535.
 */
@ConfigMapping(prefix = "authwatch")
public interface AuthwatchConfig {
    /** The rule file. Default: {@code rules.yaml} in the working directory if there is one, else the built-in rules. */
    Optional<@WithConverter(FilePath.class) Path> rules();

    /** The directory that holds all that is durable; made if it is missing. Default: {@code data}. */
    @WithDefault("data")
    @WithConverter(FilePath.class)
    Path dataDir();

    /** The address that the syslog inputs listen on; {@code ::} is both families. Default: {@code ::}. */
    @WithDefault("::")
    @WithConverter(Address.class)
    String listenAddress();

    /** Network messages with a valid PRI of other facilities are ignored. Default: {@code auth,authpriv}. */
    @WithDefault("auth,authpriv")
    List<@WithConverter(FacilityName.class) Facility> facilities();

    /** Syslog over UDP. */
    Udp udp();

    /** Syslog over TCP, and what TLS and RELP have in common with it. */
    TcpConfig tcp();

    /** Syslog over TLS. */
    TlsConfig tls();

    /** RELP, plain or over TLS. */
    Relp relp();

    /** Who may send. */
    Senders senders();

    /**
     * Files to tail, a comma list of paths; one may be missing at start. {@code *}, {@code ?} and {@code [ab]} stand for
     * parts of a name, of folders too; at most 200 files for each such path. Default: none.
     */
    Optional<List<@WithConverter(FilePath.class) Path>> files();

    /** How they are read. */
    TailConfig tail();

    /** The systemd journal. */
    Journal journal();

    /** Notifications through Pushover; without a token every notification is a dry run. */
    PushoverConfig pushover();

    /** How the message quota is spent. */
    QuotaConfig quota();

    /**
     * The password of the user {@code admin}, 8 to 256 characters. Default: made at the first start and kept in the data
     * directory.
     */
    Optional<@WithConverter(Password.class) Secret> adminPassword();

    /** How hosts are told apart. */
    Hosts hosts();

    /** What everything is bounded by. */
    LimitsConfig limits();

    /** What is kept, and how long. */
    HistoryConfig history();

    /** Messages that waited before they arrived. */
    CatchUpConfig catchUp();

    /** When a rule that fires on many keys is told as one. */
    StormConfig storm();

    /** What Authwatch tells of itself. */
    SelfConfig self();

    /** A sign of life to somebody outside. */
    HeartbeatConfig heartbeat();

    /** Syslog over UDP (RFC 5426). */
    interface Udp {
        /** Whether to listen. Default: {@code true}. */
        @WithDefault("true")
        @WithConverter(Flag.class)
        boolean enabled();

        /** The port. Default: {@code 5514}. */
        @WithDefault("5514")
        @WithConverter(Whole.class)
        @Between(from = "1", to = "65535")
        int port();

        /**
         * Datagrams a second of one address (IPv6: of one /64) that are taken, a second's worth at once; more are dropped.
         * 0 to 10000000, where 0 is no limit. Default: {@code 200000}.
         */
        @WithDefault("200000")
        @WithConverter(Whole.class)
        @Between(from = "0", to = "10000000")
        int senderRate();
    }

    /** RELP. */
    interface Relp {
        /** Whether to listen. Default: {@code true}. */
        @WithDefault("true")
        @WithConverter(Flag.class)
        boolean enabled();

        /** The port. Default: {@code 2514}. */
        @WithDefault("2514")
        @WithConverter(Whole.class)
        @Between(from = "1", to = "65535")
        int port();

        /** Whether the port speaks TLS, with the certificate of {@code authwatch.tls}; else plain. Default: {@code false}. */
        @WithDefault("false")
        @WithConverter(Flag.class)
        boolean tls();
    }

    /** Who may send. */
    interface Senders {
        /** The networks that may send over the network, a comma list in CIDR form. Default: {@value #PRIVATE}. */
        @WithDefault(PRIVATE)
        List<@WithConverter(Network.class) String> allowed();

        /** Loopback, private (RFC 1918, RFC 4193) and link-local (RFC 3927, RFC 4291) networks. */
        String PRIVATE =
                "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,169.254.0.0/16,fe80::/10";
    }

    /** The systemd journal of this machine. */
    interface Journal {
        /** Whether to follow it. Default: {@code false}. */
        @WithDefault("false")
        @WithConverter(Flag.class)
        boolean enabled();

        /** The units whose entries are read, a comma list. Default: those of the facilities that are wanted, of any unit. */
        Optional<List<@WithConverter(UnitName.class) String>> units();
    }

    /** How hosts are told apart. */
    interface Hosts {
        /** Which host a message belongs to: {@code header} or {@code peer}, its sender. Default: {@code header}. */
        @WithDefault("header")
        @WithConverter(Identity.class)
        HostIdentity identity();
    }
}
