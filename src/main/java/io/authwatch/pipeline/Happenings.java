package io.authwatch.pipeline;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Quota;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of the program is told: one method a happening, each one log line, or one metric, or both. Called from
 * any thread; never blocks, never throws.
 *
 * <p>How the numbers relate, at rest: {@link #received} = {@link #decided} + {@link #ignored} + {@link #dropped}. Raise
 * an alert when {@link #dropped} or {@link #kernelDrops} grows, when {@link #ledgerFull} happens, or when
 * {@link #rulesRefused} was the last word about the rules.
 */
public interface Happenings {
    /** For those who need not be told. */
    Happenings NONE = new Happenings() {};

    /** {@code messages} frames were read. */
    default void received(Input input, long messages) {}

    /** {@code messages} of them got a decision that is now durable as far as it needs to be. */
    default void decided(AuthAction action, Outcome outcome, long messages) {}

    /** {@code messages} of them are of a facility that nobody asked for. */
    default void ignored(long messages) {}

    /** {@code messages} of them were dropped. */
    default void dropped(Input input, DropReason reason, long messages) {}

    /** {@code messages} came again, of a sender who had no answer; they were decided before and count no second time. */
    default void repeated(Input input, long messages) {}

    /** {@code messages} name another host than the one that their sender's certificate proves, which they belong to. */
    default void hostContradicted(Input input, long messages) {}

    /** A message was longer than the limit and its end is gone; what was kept of it is decided. */
    default void messageCut(Input input, String peer) {}

    /** From received to committed, for each of {@code messages}. */
    default void decisionTook(Duration duration, long messages) {}

    /** The first message of a sender that is not allowed; {@code peer} is its address. */
    default void senderRefused(Input input, String peer) {}

    /**
     * A sender brings more than its share, and is held back, or, by UDP, loses what is over: told the first time.
     *
     * @param why which limit it met
     */
    default void senderLimited(Input input, String peer, String why) {}

    /** The kernel dropped {@code total} datagrams since the UDP socket was opened: they were never received. */
    default void kernelDrops(long total) {}

    /** An input listens, or a file is tailed; {@code where} is its address or path. */
    default void inputStarted(Input input, String where) {}

    /** An input cannot do its work for now; it goes on trying. */
    default void inputTroubled(Input input, String where, String why) {}

    default void connectionOpened(Input input, String peer) {}

    default void connectionClosed(Input input, String peer) {}

    /** A connection was refused or closed by us, and why. */
    default void connectionRefused(Input input, String peer, String why) {}

    /**
     * A certificate is in use, told when it is taken and once a day.
     *
     * @param role {@code server} for our own, {@code ca} for the earliest to expire of those that sign the senders'
     * @param expires when it expires
     * @param left how long that is from now; negative if it has
     */
    default void certificate(String role, Instant expires, Duration left) {}

    /** A renewed certificate cannot be used, and the one in use stays. */
    default void certificateRefused(String why) {}

    /** A file's name leads to another file now; the old one was read to its end. */
    default void fileRotated(String path) {}

    /** A message made our own code throw: it got a decision as {@code other}, and its octets are kept apart. */
    default void quarantined(Input input, String mistake) {}

    /** A file became shorter than what was read of it; reading began anew at its start. */
    default void fileTruncated(String path) {}

    /** {@code octets} of a file are not read yet. */
    default void fileLag(String path, long octets) {}

    /** A rule fired and an alert was opened or counted. */
    default void alerted(String rule) {}

    /**
     * An alert was not pushed: why stands in {@link io.authwatch.alert.Suppression}; or a notification was not sent:
     * {@code quota}, {@code outbox-full}, or what it was cancelled for.
     */
    default void suppressed(String reason, long notifications) {}

    /** A notification was decided and is durable. {@code wording} is safe to log. */
    default void notificationQueued(String id, String wording) {}

    /** One attempt to send ended. */
    default void delivered(String notifier, String id, DeliveryReason reason, @Nullable String detail) {}

    /** From the event that a notification tells to its acceptance. */
    default void notifyTook(Duration duration) {}

    /** The quota that the notifier told. */
    default void quota(Quota quota) {}

    /** When the quota will be used up if all go on as they do; null: not before its reset. */
    default void quotaProjected(@Nullable Instant exhaustion) {}

    /** Somebody acknowledged an alert; {@code by} is safe to log and no key. */
    default void acknowledged(String alert, String by) {}

    /** The outbox holds {@code pending} notifications, the oldest decided at {@code oldest}. */
    default void outbox(int pending, @Nullable Instant oldest) {}

    /** Rules are in force. */
    default void rulesLoaded(String from, int rules, Instant at) {}

    /** Something in the rules in force looks like a mistake: one line. */
    default void rulesWarned(String from, String warning) {}

    /** A changed rule file was refused, and the rules in force stay. {@code faults} is one line a fault. */
    default void rulesRefused(String from, String faults) {}

    /** The ledger's storage has no room: nothing is read on, and the commit is tried again. */
    default void ledgerFull(String why) {}

    /** There is room again. */
    default void ledgerFreed() {}

    /** The ledger's storage failed: the process ends now. */
    default void ledgerFailed(String why) {}

    /** A start found {@code entries} log entries to replay. */
    default void recovered(long entries, Duration took) {}

    /** A named limit was hit, such as {@code hosts}: what was least recently used is gone. */
    default void limitHit(String limit) {}

    /** A sign of life was sent to somebody outside; {@code answer} names no address. */
    default void heartbeat(boolean taken, String answer) {}
}
