package io.authwatch.store;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Silence;
import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.pipeline.SelfNotice;
import io.authwatch.rule.Absence;
import io.authwatch.rule.Network;
import io.authwatch.rule.Priority;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Log entries of every shape, the odd ones often: the same for the same seed. */
final class RandomEntries {
    private static final List<String> TEXTS = List.of(
            "",
            "root",
            "web-1",
            "ä€😀",
            "a\u0000b",
            "\u001f\u001e",
            "\n\r\t\u001b[31m",
            "\u202e",
            "\uFFFD",
            "x".repeat(127),
            "x".repeat(128),
            "ü".repeat(9000));

    private final Random random;

    RandomEntries(long seed) {
        random = new Random(seed);
    }

    List<LogEntry> list() {
        int size = random.nextInt(6) == 0 ? random.nextInt(300) : random.nextInt(6);
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            entries.add(entry());
        }
        return entries;
    }

    private LogEntry entry() {
        Instant now = instant();
        if (random.nextInt(8) == 0) {
            return switch (random.nextInt(5)) {
                case 0 -> new LogEntry.Noticed(now, event(now), absence());
                case 1 -> new LogEntry.Silenced(now, silence());
                case 3 -> selfNoticed(now);
                case 2 -> new LogEntry.Acknowledged(now, text(), acknowledgement());
                default -> new LogEntry.Unsilenced(now, random.nextInt(1000));
            };
        }
        return random.nextInt(5) == 0
                ? new LogEntry.Ticked(now)
                : new LogEntry.Happened(now, event(now), random.nextBoolean(), random.nextInt(4) == 0 ? number() : 1);
    }

    private LogEntry selfNoticed(Instant now) {
        AuthEvent event = event(now);
        return new LogEntry.SelfNoticed(
                now, event, new SelfNotice(text(), text(), pick(Priority.values()), event.message()));
    }

    private Absence absence() {
        return new Absence(
                text(),
                pick(Absence.Kind.values()),
                text(),
                random.nextInt(1_000_000),
                Duration.ofMillis(random.nextLong()));
    }

    private Acknowledgement acknowledgement() {
        String device = random.nextBoolean() ? null : text() + "d";
        return new Acknowledgement(instant(), text(), device);
    }

    private Silence silence() {
        return new Silence(
                random.nextInt(1000),
                maybe(),
                maybe(),
                random.nextBoolean() ? null : Network.of("2001:db8::/32").orElseThrow(),
                maybe(),
                random.nextBoolean(),
                instant(),
                instant(),
                text(),
                text());
    }

    private AuthEvent event(Instant now) {
        String message = text();
        return new AuthEvent(
                random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(1000),
                random.nextBoolean() ? now : instant(),
                random.nextBoolean() ? null : instant(),
                pick(Input.values()),
                text(),
                text(),
                random.nextBoolean(),
                random.nextInt(25) - 1,
                random.nextInt(9) - 1,
                maybe(),
                maybe(),
                pick(AuthAction.values()),
                pick(Outcome.values()),
                random.nextBoolean() ? 1 : number(),
                random.nextBoolean(),
                attributes(),
                message,
                original(message));
    }

    private String original(String message) {
        return switch (random.nextInt(4)) {
            case 0 -> text();
            case 1 -> message;
            default -> "<86>Nov 23 12:00:00 " + text() + " sshd: " + message;
        };
    }

    private Attributes attributes() {
        Attributes attributes = Attributes.NONE;
        for (Field field : Field.values()) {
            if (field.recognised() && random.nextInt(3) == 0) {
                attributes = attributes.with(field, text());
            }
        }
        return attributes;
    }

    private @Nullable String maybe() {
        return random.nextInt(3) == 0 ? null : text();
    }

    private String text() {
        return random.nextBoolean()
                ? TEXTS.get(random.nextInt(4))
                : TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(3);
    }

    private int number() {
        return random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(1000);
    }

    private Instant instant() {
        return switch (random.nextInt(12)) {
            case 0 -> Instant.EPOCH;
            case 1 -> Instant.MAX;
            case 2 -> Instant.MIN;
            case 3 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            default -> Given.NOON.plusNanos(random.nextInt(1_000_000_000));
        };
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
