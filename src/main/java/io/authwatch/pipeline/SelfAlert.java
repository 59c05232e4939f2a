package io.authwatch.pipeline;

import io.authwatch.rule.OwnRules;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Authwatch tells of itself. Each is a rule of its own, under a name that no rule file can take, with a priority and
 * a cool-down.
 */
public enum SelfAlert {
    /** Messages were dropped: too many, too fast, too long, or not in the form that their source promises. */
    DROPS(Priority.NORMAL, Duration.ofHours(1)),
    /** Messages of senders that are not allowed were dropped. */
    SENDERS(Priority.LOW, Duration.ofDays(1)),
    /** The kernel dropped datagrams before they could be read. */
    KERNEL_DROPS(Priority.NORMAL, Duration.ofHours(1)),
    /** The data directory had no room, and senders were held. */
    DISK_FULL(Priority.HIGH, Duration.ofHours(1)),
    /** The data directory's file system has little room left. */
    SPACE_LOW(Priority.HIGH, Duration.ofDays(1)),
    /** A certificate expires soon, or has; one cool-down for each step. */
    CERTIFICATE(Priority.NORMAL, Duration.ofDays(30)),
    /** Notifications wait for too long. */
    OUTBOX_AGE(Priority.NORMAL, Duration.ofHours(6)),
    /** Notifications were given up: refused for good, or without room in the outbox. */
    DEAD_LETTERS(Priority.HIGH, Duration.ofHours(6)),
    /** The message quota is used up; that it runs out is told before, by the outbox, under the same name. */
    QUOTA(Priority.LOW, Duration.ofDays(1)),
    /** A changed rule file was refused. */
    RULES_REFUSED(Priority.NORMAL, Duration.ofDays(1)),
    /** A named limit was hit, and what was used longest ago is gone. */
    LIMITS(Priority.LOW, Duration.ofDays(1)),
    /** A message made our own code fail. */
    QUARANTINE(Priority.NORMAL, Duration.ofHours(6)),
    /** The clock was set, or the machine slept. */
    CLOCK(Priority.LOW, Duration.ofHours(1));

    private final Priority priority;
    private final Duration repeat;

    SelfAlert(Priority priority, Duration repeat) {
        this.priority = priority;
        this.repeat = repeat;
    }

    /** The rule's name, such as {@code authwatch-space-low}. */
    public String label() {
        return OwnRules.PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How loud it is, unless it is urgent. */
    public Priority priority() {
        return priority;
    }

    /** The least time between two notifications. */
    public Duration repeat() {
        return repeat;
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(SelfAlert::label).toList();
    }

    /** The one of a name, if there is one. */
    public static Optional<SelfAlert> named(String label) {
        return Arrays.stream(values())
                .filter(alert -> alert.label().equals(label))
                .findFirst();
    }
}
