package io.authwatch.ops;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Quota;
import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What happens, as numbers: the metrics of the contract, every series that can be listed there from the start and at
 * zero. Each call is a few additions without a lock.
 */
public final class Meters implements Happenings {
    private final Counter[] received;
    private final Counter[][] dropped;
    private final Counter[][] events;
    private final Counter ignored;
    private final Counter[] cut;
    private final Counter repeated;
    private final Counter[] contradicted;
    private final Counter[] limited;
    private final Counter[] refused;
    private final BoundedCounters alerts;
    private final BoundedCounters suppressed;
    private final NotificationCounters notifications;
    private final WeightedHistogram decision;
    private final WeightedHistogram notify;
    private final AtomicLong kernelDrops;
    private final AtomicLong[] connections;
    private final FileLags fileLags;
    private final Counter rotations;
    private final Counter truncations;
    private final Counter[] troubles;
    private final Gauges gauges;
    private final Counter refusals;
    private final Counter[] quarantined;
    private final BoundedCounters limits;
    private final Counter[] heartbeats;

    /** Registers everything. */
    Meters(Series series, Gauges gauges) {
        this.gauges = gauges;
        received = series.byInput("authwatch.messages.received", "Messages that were read.");
        dropped = series.dropped();
        events = series.events();
        cut = series.byInput(
                "authwatch.messages.cut", "Messages that were longer than the limit; their ends are gone.");
        repeated = series.counter("authwatch.relp.repeated", "Messages that came again and counted no second time.");
        contradicted = series.byInput(
                "authwatch.hosts.contradicted", "Messages that name another host than their sender's certificate.");
        limited = series.byInput("authwatch.senders.limited", "Senders that brought more than their share.");
        refused = series.byInput("authwatch.connections.refused", "Connections that were refused or closed by us.");
        ignored = series.counter("authwatch.messages.ignored", "Messages that nobody asked for.", "reason", "facility");
        alerts = series.alerts();
        suppressed = series.suppressed();
        notifications = new NotificationCounters(series);
        decision = series.deciding();
        notify = series.notifying();
        kernelDrops = series.kernelDrops();
        connections = series.connections();
        fileLags = new FileLags(series);
        rotations = series.counter("authwatch.file.rotations", "Rotated files that were read to their end.");
        truncations = series.counter("authwatch.file.truncations", "Files that became shorter, and were read anew.");
        troubles =
                series.byInput("authwatch.input.troubles", "Times that an input could not go on, or lost something.");
        quarantined = series.byInput("authwatch.messages.quarantined", "Messages that made our own code throw.");
        limits = series.limits();
        heartbeats = series.heartbeats();
        refusals = series.counter("authwatch.rules.load.failures", "Changed rule files that were refused.");
    }

    @Override
    public void received(Input input, long messages) {
        received[input.ordinal()].increment(messages);
    }

    @Override
    public void decided(AuthAction action, Outcome outcome, long messages) {
        events[action.ordinal()][outcome.ordinal()].increment(messages);
    }

    @Override
    public void ignored(long messages) {
        ignored.increment(messages);
    }

    @Override
    public void dropped(Input input, DropReason reason, long messages) {
        dropped[input.ordinal()][reason.ordinal()].increment(messages);
    }

    @Override
    public void quarantined(Input input, String mistake) {
        quarantined[input.ordinal()].increment();
    }

    @Override
    public void limitHit(String limit) {
        limits.of(limit).increment();
    }

    @Override
    public void repeated(Input input, long messages) {
        repeated.increment(messages);
    }

    @Override
    public void hostContradicted(Input input, long messages) {
        contradicted[input.ordinal()].increment(messages);
    }

    @Override
    public void messageCut(Input input, String peer) {
        cut[input.ordinal()].increment();
    }

    @Override
    public void certificate(String role, Instant expires, Duration left) {
        gauges.certificate(role, expires);
    }

    @Override
    public void decisionTook(Duration duration, long messages) {
        decision.record(duration, messages);
    }

    @Override
    public void kernelDrops(long total) {
        kernelDrops.accumulateAndGet(total, Math::max);
    }

    @Override
    public void connectionOpened(Input input, String peer) {
        connections[input.ordinal()].incrementAndGet();
    }

    @Override
    public void connectionClosed(Input input, String peer) {
        connections[input.ordinal()].decrementAndGet();
    }

    @Override
    public void connectionRefused(Input input, String peer, String why) {
        refused[input.ordinal()].increment();
    }

    @Override
    public void senderLimited(Input input, String peer, String why) {
        limited[input.ordinal()].increment();
    }

    @Override
    public void fileRotated(String path) {
        rotations.increment();
    }

    @Override
    public void fileTruncated(String path) {
        truncations.increment();
    }

    @Override
    public void inputTroubled(Input input, String where, String why) {
        troubles[input.ordinal()].increment();
    }

    @Override
    public void fileLag(String path, long octets) {
        fileLags.set(path, octets);
    }

    @Override
    public void alerted(String rule) {
        alerts.of(rule).increment();
    }

    @Override
    public void suppressed(String reason, long notifications) {
        suppressed.of(reason).increment(notifications);
    }

    @Override
    public void delivered(String notifier, String id, DeliveryReason reason, @Nullable String detail) {
        notifications.of(notifier, reason).increment();
    }

    @Override
    public void notifyTook(Duration duration) {
        notify.record(duration, 1);
    }

    @Override
    public void quota(Quota quota) {
        gauges.quota(quota);
    }

    @Override
    public void quotaProjected(@Nullable Instant exhaustion) {
        gauges.quotaProjected(exhaustion);
    }

    @Override
    public void outbox(int pending, @Nullable Instant oldest) {
        gauges.outbox(pending, oldest);
    }

    @Override
    public void rulesLoaded(String from, int rules, Instant at) {
        gauges.rulesLoaded(at);
    }

    @Override
    public void rulesRefused(String from, String faults) {
        refusals.increment();
    }

    @Override
    public void heartbeat(boolean taken, String answer) {
        heartbeats[taken ? 0 : 1].increment();
    }
}
