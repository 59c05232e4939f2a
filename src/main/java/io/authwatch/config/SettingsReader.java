package io.authwatch.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Readable values to {@link Settings}: what no key can say by itself is checked here. */
final class SettingsReader {
    private static final Path RULES = Path.of("rules.yaml");
    /** Nobody else can read a token on its way to this machine. */
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final SmallRyeConfig all;
    private final AuthwatchConfig config;
    private final List<String> faults = new ArrayList<>();

    private SettingsReader(SmallRyeConfig all, AuthwatchConfig config) {
        this.all = all;
        this.config = config;
    }

    /**
     * The settings of a configuration that has {@link AuthwatchConfig} mapped, or can map it.
     *
     * @throws StartRefused if they make no sense
     */
    static Settings read(SmallRyeConfig config) {
        List<String> faults = Faults.of(config);
        if (!faults.isEmpty()) {
            throw new StartRefused(faults);
        }
        return read(config, config.getConfigMapping(AuthwatchConfig.class));
    }

    /** What must be mapped. */
    static ConfigClass mapping() {
        return ConfigClass.configClass(AuthwatchConfig.class);
    }

    private static Settings read(SmallRyeConfig all, AuthwatchConfig config) {
        SettingsReader reader = new SettingsReader(all, config);
        Settings settings = reader.settings();
        if (!reader.faults.isEmpty()) {
            throw new StartRefused(reader.faults);
        }
        return settings;
    }

    private Settings settings() {
        TcpConfig tcp = config.tcp();
        AuthwatchConfig.Udp udp = config.udp();
        Settings.Relp relp = config.relp().enabled()
                ? new Settings.Relp(config.relp().port(), config.relp().tls())
                : null;
        return new Settings(
                rules(),
                dataDir(),
                config.listenAddress(),
                new LinkedHashSet<>(config.facilities()),
                udp.enabled() ? new Settings.Udp(udp.port(), udp.senderRate()) : null,
                tcp.enabled() ? new Settings.Tcp(tcp.port()) : null,
                streams(tcp),
                TlsReader.read(config.tls(), relp != null && relp.tls(), faults::add),
                relp,
                List.copyOf(config.senders().allowed()),
                tail(),
                journal(),
                pushover(),
                RecipientKeys.secrets(all, faults::add),
                quota(config.quota()),
                config.hosts().identity(),
                limits(config.limits()),
                history(config.history()),
                alerts(config),
                self(config.self()),
                heartbeat(config.heartbeat()));
    }

    private @Nullable Path rules() {
        Path path = config.rules().orElse(Files.exists(RULES) ? RULES : null);
        if (path != null && !Files.isRegularFile(path)) {
            String wrong = Files.exists(path) ? "is no file" : "is not there";
            faults.add(Faults.line("authwatch.rules", "'" + path + "' " + wrong, "a rule file"));
        } else if (path != null && !Files.isReadable(path)) {
            faults.add(
                    Faults.line("authwatch.rules", "'" + path + "' cannot be read", "a file that this user may read"));
        }
        return path;
    }

    private Path dataDir() {
        Path path = config.dataDir();
        if (Files.exists(path) && !(Files.isDirectory(path) && Files.isWritable(path))) {
            String wrong = Files.isDirectory(path) ? "cannot be written" : "is no directory";
            faults.add(Faults.line(
                    "authwatch.data-dir", "'" + path + "' " + wrong, "a directory that this user may write"));
        }
        return path;
    }

    private Settings.Tail tail() {
        TailConfig tail = config.tail();
        return new Settings.Tail(
                TailedFiles.of(config.files().orElse(List.of()), faults::add),
                tail.followLinks(),
                tail.offsets().orElse(null),
                tail.inflatedSize());
    }

    private Settings.@Nullable Journal journal() {
        AuthwatchConfig.Journal journal = config.journal();
        return journal.enabled()
                ? new Settings.Journal(List.copyOf(journal.units().orElse(List.of())))
                : null;
    }

    private Settings.@Nullable Pushover pushover() {
        PushoverConfig pushover = config.pushover();
        checkUrl(pushover);
        if (pushover.retry().compareTo(pushover.expire()) > 0) {
            faults.add(Faults.line(
                    "authwatch.pushover.retry", "it is longer than authwatch.pushover.expire", "a shorter duration"));
        }
        Optional<Secret> token = secret("authwatch.pushover.token", pushover.token(), pushover.tokenFile());
        Optional<Secret> user = secret("authwatch.pushover.user", pushover.user(), pushover.userFile());
        if (token.isPresent() != user.isPresent() && faults.isEmpty()) {
            String missing = token.isPresent() ? "user" : "token";
            String given = token.isPresent() ? "token" : "user";
            faults.add(Faults.line(
                    "authwatch.pushover." + missing,
                    "there is none, but authwatch.pushover." + given + " has a value",
                    "both, or neither for a dry run"));
        }
        return token.isPresent() && user.isPresent()
                ? new Settings.Pushover(token.get(), user.get(), pushover.url(), pushover.retry(), pushover.expire())
                : null;
    }

    private void checkUrl(PushoverConfig pushover) {
        boolean plain = !"https".equals(pushover.url().getScheme());
        if (plain && !LOOPBACK.contains(pushover.url().getHost())) {
            faults.add(Faults.line(
                    "authwatch.pushover.url", "it would send the token without encryption", "an https address"));
        }
    }

    private Optional<Secret> secret(String key, Optional<Secret> value, Optional<Path> file) {
        return value.isPresent() || file.isEmpty() ? value : SecretFile.read(key + "-file", file.get(), faults::add);
    }

    private static Settings.Quota quota(QuotaConfig quota) {
        return new Settings.Quota(quota.limit(), quota.reserve(), quota.burst(), quota.digest());
    }

    private static Settings.Streams streams(TcpConfig tcp) {
        return new Settings.Streams(
                tcp.inFlight(),
                tcp.idleTimeout(),
                tcp.frameTimeout(),
                tcp.keepAlive(),
                tcp.senderRate(),
                List.copyOf(tcp.proxies().orElse(List.of())));
    }

    private static Settings.Limits limits(LimitsConfig limits) {
        return new Settings.Limits(
                Math.toIntExact(limits.frameSize()),
                limits.connections(),
                limits.connectionsPerAddress(),
                limits.inFlight(),
                limits.inFlightPerAddress(),
                limits.unfinished(),
                limits.senders(),
                limits.hosts(),
                limits.ruleKeys(),
                limits.alerts(),
                limits.outbox(),
                limits.diskReserve());
    }

    private static Settings.Alerts alerts(AuthwatchConfig config) {
        StormConfig storm = config.storm();
        return new Settings.Alerts(config.catchUp().after(), storm.enabled() ? storm.keys() : 0, storm.within());
    }

    private static Settings.@Nullable Self self(SelfConfig self) {
        return self.enabled()
                ? new Settings.Self(Set.copyOf(self.off().orElse(List.of())), self.spaceLow(), self.outboxAge())
                : null;
    }

    private static Settings.@Nullable Heartbeat heartbeat(HeartbeatConfig heartbeat) {
        return heartbeat.url().isEmpty()
                ? null
                : new Settings.Heartbeat(heartbeat.url().get(), heartbeat.interval());
    }

    private static Settings.History history(HistoryConfig history) {
        return new Settings.History(
                history.maxEvents(), history.maxAge(), history.maxRate(), history.alertAge(), history.recentEvents());
    }
}
