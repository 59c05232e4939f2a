package io.authwatch;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Notifier;
import io.authwatch.pipeline.Backtest;
import io.authwatch.pipeline.BacktestReport;
import io.authwatch.pipeline.Explanation;
import io.authwatch.pipeline.History;
import io.authwatch.pipeline.HostSeen;
import io.authwatch.pipeline.Inquiry;
import io.authwatch.pipeline.Status;
import io.authwatch.pipeline.UnknownShape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers what the API and the probes ask, from the parts that know it. */
final class Desk implements Inquiry {
    private final Engine engine;
    private final History history;
    private final Notifier notifier;
    private final RuleKeeper rules;
    private final Inputs inputs;
    private final InstantSource clock;
    private final boolean dryRun;

    Desk(
            Engine engine,
            History history,
            Notifier notifier,
            RuleKeeper rules,
            Inputs inputs,
            InstantSource clock,
            boolean dryRun) {
        this.engine = engine;
        this.history = history;
        this.notifier = notifier;
        this.rules = rules;
        this.inputs = inputs;
        this.clock = clock;
        this.dryRun = dryRun;
    }

    @Override
    public Explanation explain(byte[] octets, @Nullable String host) {
        return engine.memory().explain(octets, host, engine.rules(), clock.instant());
    }

    @Override
    public List<AuthEvent> events(long before, @Nullable String host, int limit) {
        return engine.memory().withRecent(history.events(before, host, limit), before, host, limit);
    }

    @Override
    public List<Alert> alerts(@Nullable String before, @Nullable String host, int limit) {
        return history.alerts(before, host, limit);
    }

    @Override
    public Map<String, Acknowledgement> acknowledged(Collection<String> alerts) {
        return history.acknowledged(alerts);
    }

    @Override
    public List<Notification> notifications(@Nullable String before, @Nullable String host, int limit) {
        return history.notifications(before, host, limit);
    }

    @Override
    public List<HostSeen> hosts(@Nullable String before, @Nullable String host, int limit) {
        return engine.memory().hosts(before, host, limit, engine.rules());
    }

    @Override
    public List<UnknownShape> unknown(UnknownShape.Order order, @Nullable String host, int limit) {
        return engine.memory().unknown(order, host, limit);
    }

    @Override
    public BacktestReport backtest(String text, Duration span) {
        Instant now = clock.instant();
        Instant since = now.minus(span);
        Backtest backtest = new Backtest(rules.read("rules", text));
        boolean complete = history.since(since, backtest::happened);
        return backtest.report(since, complete, now, engine.quotaLimit());
    }

    @Override
    public CompletionStage<Delivery> test() {
        return notifier.send(engine.wording().test("test-" + clock.millis(), clock.instant()));
    }

    @Override
    public Status status() {
        String trouble = engine.writer().trouble();
        return new Status(
                inputs.isOpen(),
                inputs.listening(),
                inputs.notListening(),
                trouble == null,
                trouble,
                engine.rules().rules().size(),
                rules.loadedAt(),
                rules.refused(),
                engine.outbox().pending(),
                dryRun,
                engine.pipeline().notSent());
    }
}
