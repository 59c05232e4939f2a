package io.authwatch;

import io.authwatch.config.Settings;
import io.authwatch.config.StartRefused;
import io.authwatch.notify.DryRunNotifier;
import io.authwatch.notify.Notifier;
import io.authwatch.ops.Heartbeat;
import io.authwatch.ops.SelfCounts;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.History;
import io.authwatch.pipeline.Inquiry;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.SelfWatch;
import io.authwatch.pipeline.Silencer;
import io.authwatch.pushover.PushoverNotifier;
import io.authwatch.pushover.PushoverSettings;
import io.authwatch.pushover.Secret;
import io.authwatch.source.Clocks;
import io.authwatch.source.Resends;
import io.authwatch.store.CannotOpenLedger;
import io.authwatch.store.SqliteHistory;
import io.authwatch.store.SqliteLedger;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops everything: what a message meets last is there first, and goes last.
 *
 * <pre>
 *   rules ─▶ ledger ─▶ notifier ─▶ engine (state, writer) ─▶ inputs          and back
 * </pre>
 */
@Singleton
public class Authwatch {
    private static final Logger LOG = Logger.getLogger(Authwatch.class);
    private static final long RULES_LOOKED_AT_EVERY_SECONDS = 2;
    /** As many times as there may be connections: those of one end, and some that broke before. */
    private static final int SESSIONS_REMEMBERED = 4;

    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final RuleKeeper rules;
    private final Ledger ledger;
    private final History history;
    private final Engine engine;
    private final Inputs inputs;
    private final Desk desk;
    private final @Nullable SelfLook selfLook;
    private final @Nullable Heartbeat heartbeat;
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "authwatch-housekeeping"));

    /** Puts everything together; nothing listens and nothing is sent before {@link #start}. */
    Authwatch(
            Settings settings,
            Vertx vertx,
            Happenings happenings,
            SelfCounts counts,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.settings = settings;
        rules = new RuleKeeper(settings.rules(), settings.recipients().keySet(), happenings, clock);
        var first = rules.first();
        ledger = ledger();
        history = SqliteHistory.open(settings.dataDir(), LOG::warn);
        Notifier notifier = notifier(version);
        Resends resends = resends(settings.limits(), happenings);
        engine = new Engine(
                EngineSettings.of(settings),
                first,
                ledger,
                notifier,
                happenings,
                new QuarantineFolder(settings.dataDir(), clock),
                clock,
                new SecureRandom(),
                resends::restore);
        inputs = new Inputs(vertx, settings, engine::lane, engine.writer(), happenings, resends, version);
        desk = new Desk(engine, history, notifier, rules, inputs, clock, settings.pushover() == null);
        selfLook = selfLook(counts);
        Settings.Heartbeat outside = settings.heartbeat();
        heartbeat = outside == null ? null : new Heartbeat(vertx, outside.url().value(), version, happenings);
    }

    private @Nullable SelfLook selfLook(SelfCounts counts) {
        Settings.Self self = settings.self();
        return self == null
                ? null
                : new SelfLook(
                        new SelfWatch.Settings(self.off(), self.spaceLow(), self.outboxAge()),
                        counts,
                        rules,
                        settings.dataDir(),
                        clock,
                        Clocks.SYSTEM.nanos());
    }

    /** What RELP senders may send again: with this process all their sessions end, and some have ended before. */
    private static Resends resends(Settings.Limits limits, Happenings happenings) {
        return new Resends(
                Clocks.SYSTEM.nanos(),
                new Resends.Limits(SESSIONS_REMEMBERED * limits.connections(), limits.connectionsPerAddress()),
                () -> happenings.limitHit("relp-sessions"));
    }

    private Ledger ledger() {
        try {
            return SqliteLedger.open(settings.dataDir(), settings.limits().diskReserve(), LOG::warn);
        } catch (CannotOpenLedger cannot) {
            throw new StartRefused(List.of(cannot.getMessage() + ": authwatch.data-dir (AUTHWATCH_DATA_DIR)"));
        }
    }

    private Notifier notifier(String version) {
        Settings.Pushover pushover = settings.pushover();
        if (pushover == null) {
            return new DryRunNotifier(LOG::info);
        }
        return PushoverNotifier.open(
                new PushoverSettings(
                        pushover.url(),
                        Secret.of(pushover.token().value()),
                        Secret.of(pushover.user().value()),
                        pushover.retry(),
                        pushover.expire(),
                        recipients()),
                version,
                clock);
    }

    private Map<String, Secret> recipients() {
        Map<String, Secret> secrets = new TreeMap<>();
        settings.recipients().forEach((name, secret) -> secrets.put(name, Secret.of(secret.value())));
        return secrets;
    }

    void start(@Observes StartupEvent event) {
        engine.writer().start();
        inputs.open(engine.positions());
        every(Duration.ofSeconds(RULES_LOOKED_AT_EVERY_SECONDS), "looking at the rule file", this::lookAtRules);
        if (selfLook != null) {
            every(SelfLook.PERIOD, "looking at ourselves", () -> selfLook.look(engine.writer()));
        }
        Settings.Heartbeat outside = settings.heartbeat();
        if (heartbeat != null && outside != null) {
            Pulse pulse = new Pulse(engine.writer(), inputs::isOpen, heartbeat::beat);
            every(outside.interval(), "a heartbeat", pulse::feel);
        }
        Greeting.lines(settings, rules.where(), inputs.listening()).forEach(LOG::info);
    }

    private void every(Duration period, String what, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException ours) {
                LOG.error(what + " failed", ours);
            }
        };
        housekeeping.scheduleWithFixedDelay(guarded, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAtRules() {
        rules.look(next -> engine.writer().hand(new Work.Swap(next)));
    }

    /** Stops: no more is read, what was read is decided and committed, and senders are answered. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        housekeeping.shutdownNow();
        if (heartbeat != null) {
            heartbeat.close();
        }
        inputs.close();
        engine.writer().stop();
        ledger.close();
    }

    @Produces
    @Singleton
    Silencer silencer() {
        return new Silencing(engine, history, clock);
    }

    @Produces
    @Singleton
    Inquiry desk() {
        return desk;
    }
}
