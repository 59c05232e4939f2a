package io.authwatch.notify;

import static io.authwatch.notify.Pushes.NOW;
import static io.authwatch.notify.Pushes.RECEIVED;
import static io.authwatch.notify.Pushes.STAMPED;
import static io.authwatch.notify.Pushes.WORDING;
import static io.authwatch.notify.Pushes.codePoints;
import static io.authwatch.notify.Pushes.event;
import static io.authwatch.notify.Pushes.first;
import static io.authwatch.notify.Pushes.login;
import static io.authwatch.notify.Pushes.push;
import static io.authwatch.notify.Pushes.suspicious;
import static io.authwatch.notify.Pushes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.alert.SafeText;
import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.wire.Input;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hostile and overlong text: what is written stays safe, short and useful. */
class WordingLimitsTest {
    @Test
    void suspiciousName_isSaidToHoldLogSyntax() {
        AuthEvent event = suspicious(
                event(AuthAction.LOGIN, Outcome.FAILURE, login("root from 10.0.0.1 port 22", "203.0.113.9")));
        Notification notification = write("injection", event);
        assertEquals("root from 10.0.0.1 port 22 was refused on web-17 from 203.0.113.9", notification.title());
        assertEquals("""
                root from 10.0.0.1 port 22 was refused on web-17 from 203.0.113.9
                Suspicious: the login name holds log syntax
                At 2026-11-23 12:01:05 UTC
                Rule injection
                Quiet until 13:01 UTC, what follows is counted
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", notification.message());
    }

    @Test
    void suspiciousLine_isSaidToBeAmbiguous() {
        AuthEvent event = suspicious(event(AuthAction.LOGIN, Outcome.FAILURE, login("bob", "203.0.113.9")));
        assertTrue(write("injection", event)
                .message()
                .contains("\nSuspicious: the line is ambiguous, or holds what no honest client sends\n"));
    }

    @Test
    void hostileNames_areSafeInTitleAndMessage() {
        String link = "http://evil.example/x";
        String bidi = "\u202Etxt.exe\u2066";
        String escape = "\u001B[2J\u0007";
        String lines = "root\nRule fake\r\nAlert 00000000";
        for (String name : List.of(link, bidi, escape, lines, "n\u0000ull", "\u2028", "{host}", "%s%n", "\uD800")) {
            AuthEvent event = event(AuthAction.LOGIN, Outcome.SUCCESS, login(name, "203.0.113.9"));
            Notification notification = write("root-login", event);

            assertEquals(SafeText.of(name, 39) + " logged in on web-17 from 203.0.113.9", notification.title());
            assertEquals(SafeText.of(name, 64) + """
                             logged in on web-17 from 203.0.113.9
                            At 2026-11-23 12:01:05 UTC
                            Rule root-login
                            Quiet until 13:01 UTC, what follows is counted
                            Sender 192.0.2.7 by tcp
                            Alert 7f3a9c01""", notification.message());
            assertSafe(notification);
        }
    }

    @Test
    void nameOfAKibibyte_leavesHostAndSourceInTheTitle() {
        AuthEvent event = event(AuthAction.LOGIN, Outcome.SUCCESS, login("\uD83D\uDE00".repeat(1024), "2001:db8::9"));
        Notification notification = write("root-login", event);
        assertTrue(notification.title().endsWith("… logged in on web-17 from 2001:db8::9"), notification.title());
        assertTrue(codePoints(notification.title()) <= 80, notification.title());
        assertSafe(notification);
    }

    @Test
    void anyEvent_givesATextWithinTheLimitsWithItsRuleAndAlert() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (AuthAction action : AuthAction.values()) {
            for (Outcome outcome : Outcome.values()) {
                for (int i = 0; i < 20; i++) {
                    Notification notification = write("guessing", randomEvent(random, action, outcome));
                    assertTrue(
                            notification.message().contains("\nRule guessing"),
                            "seed " + seed + ": " + notification.message());
                    assertTrue(notification.message().endsWith("\nAlert 7f3a9c01"), "seed " + seed);
                    assertFalse(notification.title().contains("{"), "seed " + seed + ": " + notification.title());
                    assertFalse(notification.title().isBlank(), "seed " + seed);
                    assertSafe(notification);
                }
            }
        }
    }

    @Test
    void tooManyLines_dropTheLeastImportantAsAWhole() {
        Attributes attributes = login("u".repeat(200), "203.0.113.9");
        for (Field field : List.of(Field.METHOD, Field.KEY, Field.REASON, Field.SERVICE, Field.TTY, Field.PORT)) {
            attributes = attributes.with(field, field.label().repeat(100));
        }
        attributes = attributes.with(Field.COMMAND, "c".repeat(500));
        List<String> rules = List.of("r".repeat(64), "s".repeat(64), "t".repeat(64), "u".repeat(64), "v".repeat(64));
        AuthEvent event = suspicious(event(AuthAction.LOGIN, Outcome.SUCCESS, attributes));

        String message =
                WORDING.write(first("guessing", event, 5, rules), "x-1", NOW).message();

        assertTrue(codePoints(message) <= 1024, message);
        assertFalse(message.contains("\nQuiet"), "what comes next goes first: " + message);
        assertFalse(message.contains("\nSender"), "then the sender: " + message);
        assertFalse(message.contains("\nAlso"), "then the other rules: " + message);
        assertTrue(message.contains("\nCommand: ccc"), message);
        assertTrue(message.contains("\nMethod method"), message);
        assertTrue(message.endsWith("\nRule guessing: 5 within 2m\nAlert 7f3a9c01"), message);
    }

    @Test
    void longestTitle_isCutBeforeItsCount() {
        Attributes attributes = Attributes.of(Field.USER, "u".repeat(90))
                .with(Field.TARGET, "t".repeat(90))
                .with(Field.SOURCE, "s".repeat(90));
        AuthEvent event = event(AuthAction.ELEVATE, Outcome.FAILURE, attributes);
        AuthEvent longest = new AuthEvent(
                1,
                RECEIVED,
                STAMPED,
                Input.TCP,
                "h".repeat(90),
                "p",
                true,
                4,
                6,
                "g".repeat(90),
                null,
                event.action(),
                event.outcome(),
                1,
                false,
                attributes,
                "text",
                "");
        Push push = push(
                PushKind.SUMMARY,
                "guessing",
                longest,
                1,
                List.of(),
                Long.MAX_VALUE,
                Instant.parse("2025-11-22T23:59:00Z"));

        String title = WORDING.write(push, "x-1", NOW).title();

        assertEquals(250, codePoints(title));
        assertTrue(title.endsWith("… (9223372036854775807 more since 2025-11-22 23:59 UTC)"), title);
    }

    private AuthEvent randomEvent(Random random, AuthAction action, Outcome outcome) {
        Attributes attributes = Attributes.NONE;
        for (int i = 0; i < Field.count(); i++) {
            if (Field.of(i).recognised() && random.nextInt(3) > 0) {
                attributes = attributes.with(Field.of(i), randomText(random));
            }
        }
        AuthEvent event = event(action, outcome, attributes);
        return new AuthEvent(
                1,
                RECEIVED,
                random.nextBoolean() ? null : STAMPED,
                Input.UDP,
                randomText(random) + "h",
                randomText(random),
                random.nextBoolean(),
                4,
                6,
                random.nextBoolean() ? null : "sshd",
                null,
                action,
                outcome,
                1,
                random.nextBoolean(),
                event.attributes(),
                randomText(random),
                "");
    }

    /** No braces, so that one left in a text is one of ours. */
    private static String randomText(Random random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(1500) : random.nextInt(40);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int c = random.nextBoolean() ? random.nextInt(128) : random.nextInt(Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(c == '{' || c == '}' ? 'x' : c);
        }
        return text.toString();
    }

    private static void assertSafe(Notification notification) {
        assertTrue(codePoints(notification.title()) <= 250, notification.title());
        assertTrue(codePoints(notification.message()) <= 1024, notification.message());
        String all = notification.title() + notification.message().replace("\n", "");
        all.codePoints().forEach(c -> {
            int type = Character.getType(c);
            assertFalse(
                    type == Character.CONTROL
                            || (c >= 0x202A && c <= 0x202E)
                            || (c >= 0x2066 && c <= 0x2069)
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR,
                    () -> "U+%04X in %s".formatted(c, notification));
        });
        assertFalse(all.contains("http://") || all.contains("https://"), all);
    }
}
