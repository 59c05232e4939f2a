package io.authwatch.ops;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Quota;
import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells each happening to those who count it, who say it, or both. A test holds that none is forgotten. */
record Everybody(Meters meters, LogLines lines, LimitsHit limits, SelfCounts self) implements Happenings {
    @Override
    public void received(Input input, long messages) {
        meters.received(input, messages);
    }

    @Override
    public void decided(AuthAction action, Outcome outcome, long messages) {
        meters.decided(action, outcome, messages);
    }

    @Override
    public void ignored(long messages) {
        meters.ignored(messages);
    }

    @Override
    public void dropped(Input input, DropReason reason, long messages) {
        meters.dropped(input, reason, messages);
        self.dropped(input, reason, messages);
    }

    @Override
    public void repeated(Input input, long messages) {
        meters.repeated(input, messages);
    }

    @Override
    public void hostContradicted(Input input, long messages) {
        meters.hostContradicted(input, messages);
    }

    @Override
    public void messageCut(Input input, String peer) {
        meters.messageCut(input, peer);
        lines.messageCut(input, peer);
    }

    @Override
    public void decisionTook(Duration duration, long messages) {
        meters.decisionTook(duration, messages);
    }

    @Override
    public void senderRefused(Input input, String peer) {
        lines.senderRefused(input, peer);
    }

    @Override
    public void senderLimited(Input input, String peer, String why) {
        meters.senderLimited(input, peer, why);
        lines.senderLimited(input, peer, why);
    }

    @Override
    public void kernelDrops(long total) {
        meters.kernelDrops(total);
        self.kernelDrops(total);
    }

    @Override
    public void inputStarted(Input input, String where) {
        lines.inputStarted(input, where);
    }

    @Override
    public void inputTroubled(Input input, String where, String why) {
        lines.inputTroubled(input, where, why);
        meters.inputTroubled(input, where, why);
    }

    @Override
    public void connectionOpened(Input input, String peer) {
        meters.connectionOpened(input, peer);
    }

    @Override
    public void connectionClosed(Input input, String peer) {
        meters.connectionClosed(input, peer);
    }

    @Override
    public void connectionRefused(Input input, String peer, String why) {
        meters.connectionRefused(input, peer, why);
        lines.connectionRefused(input, peer, why);
    }

    @Override
    public void certificate(String role, Instant expires, Duration left) {
        meters.certificate(role, expires, left);
        lines.certificate(role, expires, left);
        self.certificate(role, expires, left);
    }

    @Override
    public void certificateRefused(String why) {
        lines.certificateRefused(why);
    }

    @Override
    public void fileRotated(String path) {
        lines.fileRotated(path);
        meters.fileRotated(path);
    }

    @Override
    public void quarantined(Input input, String mistake) {
        lines.quarantined(input, mistake);
        meters.quarantined(input, mistake);
        self.quarantined(input, mistake);
    }

    @Override
    public void fileTruncated(String path) {
        lines.fileTruncated(path);
        meters.fileTruncated(path);
    }

    @Override
    public void fileLag(String path, long octets) {
        meters.fileLag(path, octets);
    }

    @Override
    public void alerted(String rule) {
        meters.alerted(rule);
    }

    @Override
    public void suppressed(String reason, long notifications) {
        meters.suppressed(reason, notifications);
    }

    @Override
    public void notificationQueued(String id, String wording) {
        lines.notificationQueued(id, wording);
    }

    @Override
    public void delivered(String notifier, String id, DeliveryReason reason, @Nullable String detail) {
        meters.delivered(notifier, id, reason, detail);
        lines.delivered(notifier, id, reason, detail);
    }

    @Override
    public void notifyTook(Duration duration) {
        meters.notifyTook(duration);
    }

    @Override
    public void quota(Quota quota) {
        meters.quota(quota);
    }

    @Override
    public void quotaProjected(@Nullable Instant exhaustion) {
        meters.quotaProjected(exhaustion);
    }

    @Override
    public void acknowledged(String alert, String by) {
        lines.acknowledged(alert, by);
    }

    @Override
    public void outbox(int pending, @Nullable Instant oldest) {
        meters.outbox(pending, oldest);
    }

    @Override
    public void rulesLoaded(String from, int rules, Instant at) {
        meters.rulesLoaded(from, rules, at);
        lines.rulesLoaded(from, rules, at);
    }

    @Override
    public void rulesWarned(String from, String warning) {
        lines.rulesWarned(from, warning);
    }

    @Override
    public void rulesRefused(String from, String faults) {
        meters.rulesRefused(from, faults);
        lines.rulesRefused(from, faults);
    }

    @Override
    public void ledgerFull(String why) {
        lines.ledgerFull(why);
        self.ledgerFull(why);
    }

    @Override
    public void ledgerFreed() {
        lines.ledgerFreed();
    }

    @Override
    public void ledgerFailed(String why) {
        lines.ledgerFailed(why);
    }

    @Override
    public void recovered(long entries, Duration took) {
        lines.recovered(entries, took);
    }

    @Override
    public void limitHit(String limit) {
        lines.limitHit(limit);
        meters.limitHit(limit);
        limits.note(limit);
        self.limitHit(limit);
    }

    @Override
    public void heartbeat(boolean taken, String answer) {
        meters.heartbeat(taken, answer);
        lines.heartbeat(taken, answer);
    }
}
