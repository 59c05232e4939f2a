package io.authwatch.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.alert.SafeText;
import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.Priority;
import io.authwatch.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T12:01:07Z");
    private static final Instant STAMPED = Instant.parse("2026-11-23T12:01:05Z");
    private static final Instant NOW = Instant.parse("2026-11-23T12:01:08Z");

    private final Wording wording = new Wording((rule, host) -> rule.equals("guessing") ? Duration.ofMinutes(2) : null);

    @Test
    void login_saysWhoWhereFromWhereHowWhenAndWhy() {
        AuthEvent event = event(
                AuthAction.LOGIN,
                Outcome.SUCCESS,
                login("root", "203.0.113.9")
                        .with(Field.METHOD, "publickey")
                        .with(Field.KEY, "SHA256:0123456789abcdef")
                        .with(Field.PORT, "51413"));

        Notification notification = wording.write(first("root-login", event, 1, List.of()), "7f3a9c01-1", NOW);

        assertEquals("root logged in on web-17 from 203.0.113.9", notification.title());
        assertEquals("""
                root logged in on web-17 from 203.0.113.9
                Method publickey, key SHA256:0123456789abcdef, port 51413
                At 2026-11-23 12:01:05 UTC
                Rule root-login
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", notification.message());
        assertEquals("7f3a9c01-1", notification.id());
        assertEquals("7f3a9c01", notification.alert());
        assertEquals("root-login", notification.rule());
        assertEquals("web-17", notification.host());
        assertEquals(Priority.HIGH, notification.priority());
        assertEquals(STAMPED, notification.timestamp());
        assertEquals(NOW, notification.created());
        assertEquals(NotificationState.PENDING, notification.state());
    }

    @Test
    void guessing_saysHowManyWithinHowLong() {
        AuthEvent event = event(
                AuthAction.LOGIN,
                Outcome.FAILURE,
                login("root", "203.0.113.9").with(Field.METHOD, "password").with(Field.REASON, "bad-credentials"));

        Notification notification =
                wording.write(first("guessing", event, 5, List.of("root-guessing", "many-names")), "7f3a9c01-1", NOW);

        assertEquals("root was refused on web-17 from 203.0.113.9 (5 within 2m)", notification.title());
        assertEquals("""
                root was refused on web-17 from 203.0.113.9
                Method password, reason bad-credentials
                At 2026-11-23 12:01:05 UTC
                Rule guessing: 5 within 2m
                Also root-guessing, many-names
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", notification.message());
    }

    @Test
    void summary_saysHowManyMoreSinceWhen() {
        AuthEvent event = event(AuthAction.LOGIN, Outcome.FAILURE, login("admin", "203.0.113.9"));
        Push push = push(PushKind.SUMMARY, "guessing", event, 6, List.of(), 37, Instant.parse("2026-11-23T11:01:40Z"));

        Notification notification = wording.write(push, "7f3a9c01-2", NOW);

        assertEquals("admin was refused on web-17 from 203.0.113.9 (37 more since 11:01 UTC)", notification.title());
        assertEquals("""
                admin was refused on web-17 from 203.0.113.9
                At 2026-11-23 12:01:05 UTC
                Rule guessing: 6 within 2m
                37 more since 11:01 UTC
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", notification.message());
    }

    @Test
    void summaryOfAnotherDay_saysTheDate() {
        AuthEvent event = event(AuthAction.LOGIN, Outcome.FAILURE, login("admin", "203.0.113.9"));
        Push push = push(PushKind.SUMMARY, "guessing", event, 1, List.of(), 1, Instant.parse("2026-11-22T23:59:00Z"));
        assertEquals(
                "admin was refused on web-17 from 203.0.113.9 (1 more since 2026-11-22 23:59 UTC)",
                wording.write(push, "7f3a9c01-2", NOW).title());
    }

    @Test
    void elevation_saysWhoBecameWhomByWhatAndTheCommand() {
        Attributes attributes = Attributes.of(Field.USER, "bob")
                .with(Field.TARGET, "root")
                .with(Field.COMMAND, "/usr/bin/cat /etc/shadow")
                .with(Field.TTY, "pts/0");
        Notification success = write("became-root", event(AuthAction.ELEVATE, Outcome.SUCCESS, attributes));
        Notification failure = write("became-root", event(AuthAction.ELEVATE, Outcome.FAILURE, attributes));

        assertEquals("bob became root on web-17 with sshd", success.title());
        assertEquals("bob was denied root on web-17 with sshd", failure.title());
        assertEquals("""
                bob became root on web-17 with sshd
                Tty pts/0
                Command: /usr/bin/cat /etc/shadow
                At 2026-11-23 12:01:05 UTC
                Rule became-root
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", success.message());
    }

    @Test
    void udp_isUnverified() {
        AuthEvent event =
                with(event(AuthAction.LOGIN, Outcome.SUCCESS, login("root", "203.0.113.9")), Input.UDP, false);
        assertEquals("""
                root logged in on web-17 from 203.0.113.9
                At 2026-11-23 12:01:05 UTC
                Rule root-login
                Sender 192.0.2.7 by udp: unverified sender
                Alert 7f3a9c01""", write("root-login", event).message());
    }

    @Test
    void file_isReadFromItsPath() {
        AuthEvent event =
                with(event(AuthAction.LOGIN, Outcome.SUCCESS, login("root", "203.0.113.9")), Input.FILE, true);
        assertTrue(write("root-login", event).message().contains("\nRead from 192.0.2.7\n"));
    }

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
    void lateArrival_isSaidAndTheTimestampIsTheEvents() {
        Notification notification = write("root-login", stamped(RECEIVED.minusSeconds(11_100)));
        assertEquals(RECEIVED.minusSeconds(11_100), notification.timestamp());
        assertEquals("""
                root logged in on web-17 from 203.0.113.9
                At 2026-11-23 08:56:07 UTC
                Late: arrived 3h 5m after that, at 2026-11-23 12:01:07 UTC
                Rule root-login
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", notification.message());
    }

    @Test
    void arrivalAfterTenMinutes_isNotYetLate() {
        assertFalse(write("root-login", stamped(RECEIVED.minusSeconds(600)))
                .message()
                .contains("Late"));
        assertTrue(write("root-login", stamped(RECEIVED.minusSeconds(601)))
                .message()
                .contains("Late: arrived 10m 1s"));
    }

    @Test
    void clockAhead_isSaidAndTheTimestampIsTheArrival() {
        Notification notification = write("root-login", stamped(RECEIVED.plusSeconds(86_400 * 2 + 7_200)));
        assertEquals(RECEIVED, notification.timestamp());
        assertTrue(notification
                .message()
                .contains("\nAt 2026-11-23 12:01:07 UTC\n"
                        + "The sender's clock is 2d 2h ahead: it stamped 2026-11-25 14:01:07 UTC\n"));
    }

    @Test
    void messageWithoutATime_isOfItsArrival() {
        Notification notification = write("root-login", stamped(null));
        assertEquals(RECEIVED, notification.timestamp());
        assertTrue(notification.message().contains("\nAt 2026-11-23 12:01:07 UTC (arrival)\n"));
    }

    @Test
    void manyOtherRules_areCounted() {
        AuthEvent event = event(AuthAction.LOGIN, Outcome.SUCCESS, login("root", "203.0.113.9"));
        List<String> rules = List.of("a", "b", "c", "d", "e", "f", "g");
        assertTrue(wording.write(first("root-login", event, 1, rules), "x-1", NOW)
                .message()
                .contains("\nAlso a, b, c, d, e and 2 more\n"));
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
                wording.write(first("guessing", event, 5, rules), "x-1", NOW).message();

        assertTrue(codePoints(message) <= 1024, message);
        assertFalse(message.contains("\nSender"), "the sender goes first: " + message);
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

        String title = wording.write(push, "x-1", NOW).title();

        assertEquals(250, codePoints(title));
        assertTrue(title.endsWith("… (9223372036854775807 more since 2025-11-22 23:59 UTC)"), title);
    }

    @Test
    void test_saysThatItIsOne() {
        Notification notification = wording.test("test-1", NOW);
        assertEquals("Authwatch test", notification.title());
        assertEquals(
                "If you can read this, Authwatch reaches you.\nSent 2026-11-23 12:01:08 UTC", notification.message());
        assertEquals("test", notification.alert());
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

    private Notification write(String rule, AuthEvent event) {
        return wording.write(first(rule, event, 1, List.of()), "7f3a9c01-1", NOW);
    }

    private static Push first(String rule, AuthEvent event, long inWindow, List<String> alsoRules) {
        return push(PushKind.FIRST, rule, event, inWindow, alsoRules, 0, RECEIVED);
    }

    private static Push push(
            PushKind kind,
            String rule,
            AuthEvent event,
            long inWindow,
            List<String> also,
            long followed,
            Instant since) {
        Alert alert = new Alert(
                "7f3a9c01",
                rule,
                List.of("web-17"),
                Priority.HIGH,
                AlertState.OPEN,
                "web-17",
                RECEIVED,
                RECEIVED,
                1,
                0,
                1,
                "summary");
        return new Push(kind, alert, event, inWindow, also, followed, since);
    }

    private static Attributes login(String user, String source) {
        return Attributes.of(Field.USER, user).with(Field.SOURCE, source);
    }

    private static AuthEvent event(AuthAction action, Outcome outcome, Attributes attributes) {
        return of(STAMPED, Input.TCP, true, action, outcome, false, attributes);
    }

    private static AuthEvent stamped(Instant stamped) {
        return of(stamped, Input.TCP, true, AuthAction.LOGIN, Outcome.SUCCESS, false, login("root", "203.0.113.9"));
    }

    private static AuthEvent with(AuthEvent event, Input input, boolean verified) {
        return of(STAMPED, input, verified, event.action(), event.outcome(), false, event.attributes());
    }

    private static AuthEvent suspicious(AuthEvent event) {
        return of(STAMPED, Input.TCP, true, event.action(), event.outcome(), true, event.attributes());
    }

    private static AuthEvent of(
            Instant stamped,
            Input input,
            boolean verified,
            AuthAction action,
            Outcome outcome,
            boolean suspicious,
            Attributes attributes) {
        return new AuthEvent(
                1,
                RECEIVED,
                stamped,
                input,
                "web-17",
                "192.0.2.7",
                verified,
                4,
                6,
                "sshd",
                "812",
                action,
                outcome,
                1,
                suspicious,
                attributes,
                "text",
                "<38>text");
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
