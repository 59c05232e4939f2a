package io.authwatch.pipeline;

import io.authwatch.pipeline.SelfFigures.Counts;
import io.authwatch.pipeline.SelfFigures.Sending;
import io.authwatch.rule.Durations;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what Authwatch tells of itself: figures in, notices out. Knows no clock and nothing of how the figures came.
 *
 * <pre>
 *   a count grew      told with what was added since it was told last
 *   a state holds     told when it begins, and again while it lasts
 * </pre>
 *
 * <p>Each at most once a cool-down, by a clock that nobody sets; and never while the last message about the same still
 * waits in the outbox, so that an outage of the notifier adds no more than one message of each. What was told survives a
 * restart in the alerts: there the same cool-down counts what is noticed again.
 */
public final class SelfWatch {
    /** Days before the end of a certificate that are told; at the last one and after it loudly. */
    private static final int[] CERTIFICATE_DAYS = {0, 1, 7, 30};
    /** A clock that is slewed or corrected by less is nobody's business. */
    private static final Duration CLOCK_STEP_MIN = Duration.ofMinutes(1);
    /** Different counts that one sentence names. */
    private static final int PARTS_MAX = 6;

    private static final String ALL = "";

    private final Settings settings;
    private final Map<List<String>, Told> told = new HashMap<>();
    private @Nullable SelfFigures before;
    private long clockSteps;
    private String lastStep = "";

    /**
     * What is told when.
     *
     * @param off what is not told
     * @param spaceLowPercent the share of the file system below which its free room is low, 1 to 50
     * @param outboxAge how long the oldest notification may wait
     */
    public record Settings(Set<SelfAlert> off, int spaceLowPercent, Duration outboxAge) {}

    /** What was told of one key, and where its counts stood. */
    private record Told(Duration at, Map<String, Long> counts) {}

    public SelfWatch(Settings settings) {
        this.settings = settings;
    }

    /**
     * What is to be told now.
     *
     * @param waiting whether a notification about it is still to be sent
     */
    public List<SelfNotice> look(SelfFigures figures, Sending sending, Predicate<SelfAlert> waiting) {
        Look look = new Look(figures.uptime(), waiting);
        look.counts(figures.counts());
        look.clock(figures);
        look.disk(figures.disk());
        figures.certificates().forEach((role, expires) -> look.certificate(role, expires, figures.at()));
        String refused = figures.rulesRefused();
        look.holds(
                SelfAlert.RULES_REFUSED,
                refused != null,
                "The changed rule file is refused, and the rules in force stay: " + refused);
        look.sending(sending, figures.at());
        before = figures;
        return look.notices;
    }

    /** One look: what it finds. */
    private final class Look {
        private final Duration uptime;
        private final Predicate<SelfAlert> waiting;
        private final List<SelfNotice> notices = new ArrayList<>();

        Look(Duration uptime, Predicate<SelfAlert> waiting) {
            this.uptime = uptime;
            this.waiting = waiting;
        }

        void counts(Counts counts) {
            grew(SelfAlert.DROPS, counts.dropped(), "Messages dropped");
            grew(SelfAlert.SENDERS, counts.refusedSenders(), "Messages dropped of senders that are not allowed");
            grew(
                    SelfAlert.KERNEL_DROPS,
                    counts.kernelDrops(),
                    "Datagrams that the kernel dropped before they were read");
            grew(
                    SelfAlert.QUARANTINE,
                    counts.quarantined(),
                    "Messages that made Authwatch fail, which is its mistake; their octets are in quarantine");
            grew(SelfAlert.LIMITS, counts.limits(), "Limits hit, and what was used longest ago is gone");
            grew(
                    SelfAlert.DISK_FULL,
                    counts.timesFull(),
                    "Times the data directory had no room; nothing is read until there is");
        }

        void clock(SelfFigures now) {
            SelfFigures last = before;
            Duration step = last == null
                    ? Duration.ZERO
                    : Duration.between(last.at(), now.at()).minus(now.uptime()).plus(last.uptime());
            if (step.abs().compareTo(CLOCK_STEP_MIN) >= 0) {
                clockSteps++;
                lastStep = length(step.abs()) + (step.isNegative() ? " back" : " ahead");
            }
            grew(
                    SelfAlert.CLOCK,
                    clockSteps,
                    "Times the clock was set, or the machine slept, the last one " + lastStep);
        }

        void disk(SelfFigures.Disk disk) {
            boolean low = disk.size() > 0 && (double) disk.free() / disk.size() * 100 < settings.spaceLowPercent();
            holds(
                    SelfAlert.SPACE_LOW,
                    low,
                    "The data directory has little room: " + (disk.free() >> 20) + " MiB are free of "
                            + (disk.size() >> 20));
        }

        void certificate(String role, Instant expires, Instant now) {
            Duration left = Duration.between(now, expires);
            for (int days : CERTIFICATE_DAYS) {
                if (left.compareTo(Duration.ofDays(days)) <= 0) {
                    if (mayTell(SelfAlert.CERTIFICATE, role + " " + days)) {
                        tell(certificate(role, days, left, expires), Map.of());
                    }
                    return;
                }
            }
        }

        private SelfNotice certificate(String role, int days, Duration left, Instant expires) {
            String whose =
                    role.equals("server") ? "Authwatch's own certificate" : "The certificate of the role " + role;
            String at = " (" + expires.truncatedTo(ChronoUnit.SECONDS) + ")";
            String text = days == 0 ? " has expired" + at : " expires in " + length(left) + at;
            Priority priority = days <= 1 ? Priority.HIGH : SelfAlert.CERTIFICATE.priority();
            return new SelfNotice(SelfAlert.CERTIFICATE.label(), role + " " + days, priority, whose + text);
        }

        void sending(Sending sending, Instant now) {
            Instant since = sending.waiting();
            Duration age = since == null ? Duration.ZERO : Duration.between(since, now);
            String trouble = sending.trouble();
            holds(
                    SelfAlert.OUTBOX_AGE,
                    !sending.quotaUsedUp() && age.compareTo(settings.outboxAge()) > 0,
                    "Notifications could not be sent: the oldest of " + sending.pending() + " waited " + length(age)
                            + (trouble == null ? "" : ": " + trouble));
            holds(
                    SelfAlert.QUOTA,
                    sending.quotaUsedUp(),
                    "The message quota is used up: " + sending.pending() + " notifications wait for its reset");
            grew(SelfAlert.DEAD_LETTERS, sending.deadLetters(), "Notifications given up, which reached nobody");
        }

        private void grew(SelfAlert about, long count, String what) {
            grew(about, Map.of(ALL, count), what);
        }

        private void grew(SelfAlert about, Map<String, Long> counts, String what) {
            Told last = told.get(id(about, SelfNotice.NO_KEY));
            Map<String, Long> added = new TreeMap<>();
            counts.forEach((part, count) -> {
                long more = count - (last == null ? 0 : last.counts().getOrDefault(part, 0L));
                if (more > 0) {
                    added.put(part, more);
                }
            });
            if (!added.isEmpty() && mayTell(about, SelfNotice.NO_KEY)) {
                long sum = added.values().stream().mapToLong(Long::longValue).sum();
                tell(SelfNotice.of(about, what + ": " + sum + parts(added)), Map.copyOf(counts));
            }
        }

        private void holds(SelfAlert about, boolean holds, String text) {
            if (holds && mayTell(about, SelfNotice.NO_KEY)) {
                tell(SelfNotice.of(about, text), Map.of());
            }
        }

        private boolean mayTell(SelfAlert about, String key) {
            Told last = told.get(id(about, key));
            boolean cools = last != null && uptime.minus(last.at()).compareTo(about.repeat()) < 0;
            return !cools && !settings.off().contains(about) && !waiting.test(about);
        }

        private void tell(SelfNotice notice, Map<String, Long> counts) {
            told.put(List.of(notice.rule(), notice.key()), new Told(uptime, counts));
            notices.add(notice);
        }
    }

    private static List<String> id(SelfAlert about, String key) {
        return List.of(about.label(), key);
    }

    /** The greatest first: {@code (udp rate 5000, tcp overload 320)}; empty if there are none. */
    private static String parts(Map<String, Long> added) {
        List<String> named = added.entrySet().stream()
                .filter(part -> !part.getKey().equals(ALL))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(PARTS_MAX)
                .map(part -> part.getKey() + " " + part.getValue())
                .toList();
        return named.isEmpty() ? "" : " (" + String.join(", ", named) + ")";
    }

    private static String length(Duration length) {
        boolean days = length.toDays() > 1;
        return Durations.text(length.truncatedTo(days ? ChronoUnit.DAYS : ChronoUnit.MINUTES));
    }
}
