package io.authwatch.ops;

import io.authwatch.notify.DeliveryReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What happens, as log lines: the message says what, {@code key=value} says who and where. Never a log line's text. */
final class LogLines implements Happenings {
    private static final Logger LOG = Logger.getLogger("io.authwatch");

    private static final Duration EXPIRES_SOON = Duration.ofDays(30);

    private final Seldom seldom = new Seldom();
    private volatile boolean heartbeatTaken = true;
    private final String allowedSenders;

    /** Lines that tell how to admit a sender beside {@code allowedSenders}, the setting as it is. */
    LogLines(String allowedSenders) {
        this.allowedSenders = allowedSenders;
    }

    @Override
    public void senderRefused(Input input, String peer) {
        String address = LogText.safe(peer);
        String bits = address.indexOf(':') < 0 ? "/32" : "/128";
        if (seldom.isFirst("sender " + address)) {
            LOG.warnf(
                    "A sender is not allowed and what it sends is dropped: input=%s peer=%s."
                            + " To admit it, set AUTHWATCH_SENDERS_ALLOWED=%s,%s%s",
                    input.label(), address, allowedSenders, address, bits);
        }
    }

    @Override
    public void inputStarted(Input input, String where) {
        LOG.infof("An input is ready: input=%s where=%s", input.label(), LogText.safe(where));
    }

    @Override
    public void inputTroubled(Input input, String where, String why) {
        if (seldom.isFirst("trouble " + input + where + why)) {
            LOG.warnf(
                    "An input is in trouble and goes on trying: input=%s where=%s why=%s",
                    input.label(), LogText.safe(where), LogText.safe(why));
        }
    }

    @Override
    public void connectionRefused(Input input, String peer, String why) {
        int detail = why.indexOf(':');
        String kind = detail < 0 ? why : why.substring(0, detail);
        if (seldom.isFirst("connection " + input + peer + kind)) {
            LOG.warnf(
                    "A connection was refused, which is said once a peer: input=%s peer=%s why=%s",
                    input.label(), LogText.safe(peer), LogText.safe(why));
        }
    }

    @Override
    public void senderLimited(Input input, String peer, String why) {
        if (seldom.isFirst("limited " + input + peer)) {
            String becomes = input == Input.UDP ? "what is over is dropped" : "it is held back and loses nothing";
            LOG.warnf(
                    "A sender brings more than its share and %s, which is said once a peer: input=%s peer=%s why=%s",
                    becomes, input.label(), LogText.safe(peer), LogText.safe(why));
        }
    }

    @Override
    public void messageCut(Input input, String peer) {
        if (seldom.isFirst("cut " + input + peer)) {
            LOG.warnf(
                    "A message is longer than AUTHWATCH_LIMITS_FRAME_SIZE and its end is gone, which is said once a peer:"
                            + " input=%s peer=%s",
                    input.label(), LogText.safe(peer));
        }
    }

    @Override
    public void certificate(String role, Instant expires, Duration left) {
        if (left.isNegative()) {
            LOG.errorf("A certificate has expired: role=%s expired=%s", role, expires);
        } else if (left.compareTo(EXPIRES_SOON) < 0) {
            LOG.warnf("A certificate expires soon: role=%s expires=%s days=%d", role, expires, left.toDays());
        } else if (seldom.isFirst("certificate " + role + expires)) {
            LOG.infof("A certificate is in use: role=%s expires=%s", role, expires);
        }
    }

    @Override
    public void certificateRefused(String why) {
        LOG.errorf("A renewed certificate cannot be used; the one in use stays: why=%s", LogText.safe(why));
    }

    @Override
    public void fileRotated(String path) {
        LOG.infof("A file was rotated; the old one was read to its end: file=%s", LogText.safe(path));
    }

    @Override
    public void quarantined(Input input, String mistake) {
        if (seldom.isFirst("quarantine " + mistake)) {
            LOG.errorf(
                    "A message made Authwatch fail, which is its mistake: please report it, with the octets kept in the"
                            + " data directory's folder quarantine. input=%s mistake=%s",
                    input.label(), LogText.safe(mistake));
        }
    }

    @Override
    public void fileTruncated(String path) {
        LOG.warnf("A file became shorter and is read from its start: file=%s", LogText.safe(path));
    }

    @Override
    public void notificationQueued(String id, String wording) {
        LOG.infof("A notification: id=%s text=%s", id, LogText.safe(wording));
    }

    @Override
    public void delivered(String notifier, String id, DeliveryReason reason, @Nullable String detail) {
        String told = detail == null ? "" : " detail=" + LogText.safe(detail);
        if (reason == DeliveryReason.SENT || reason == DeliveryReason.DRY_RUN) {
            LOG.infof(
                    "A notification was delivered: notifier=%s id=%s result=%s%s", notifier, id, reason.label(), told);
        } else {
            LOG.warnf(
                    "A notification was not delivered: notifier=%s id=%s result=%s%s",
                    notifier, id, reason.label(), told);
        }
    }

    @Override
    public void rulesLoaded(String from, int rules, Instant at) {
        LOG.infof("Rules are in force: rules=%d from=%s", rules, LogText.safe(from));
    }

    @Override
    public void rulesWarned(String from, String warning) {
        LOG.warnf(
                "Something in the rules looks like a mistake: from=%s warning=%s",
                LogText.safe(from), LogText.safe(warning));
    }

    @Override
    public void rulesRefused(String from, String faults) {
        faults.lines()
                .forEach(fault -> LOG.errorf(
                        "A rule file was refused, the rules in force stay: from=%s fault=%s",
                        LogText.safe(from), LogText.safe(fault)));
    }

    @Override
    public void ledgerFull(String why) {
        LOG.errorf("The data directory has no room; nothing is read until there is: why=%s", LogText.safe(why));
    }

    @Override
    public void ledgerFreed() {
        LOG.info("The data directory has room again; reading goes on");
    }

    @Override
    public void ledgerFailed(String why) {
        LOG.fatalf("The storage failed; the process ends and must be started again: why=%s", LogText.safe(why));
    }

    @Override
    public void recovered(long entries, Duration took) {
        LOG.infof("The state is recovered: entries=%d took=%dms", entries, took.toMillis());
    }

    @Override
    public void acknowledged(String alert, String by) {
        LOG.infof("An alert was acknowledged: id=%s by=%s", alert, by);
    }

    @Override
    public void limitHit(String limit) {
        if (seldom.isFirst("limit " + limit)) {
            LOG.warnf("A limit was hit and what was used longest ago is gone, which is said once: limit=%s", limit);
        }
    }

    @Override
    public void heartbeat(boolean taken, String answer) {
        if (taken != heartbeatTaken) {
            heartbeatTaken = taken;
            String what = taken ? "A heartbeat was taken again: answer=%s" : "A heartbeat was not taken: answer=%s";
            LOG.logf(taken ? Logger.Level.INFO : Logger.Level.WARN, what, LogText.safe(answer));
        }
    }
}
