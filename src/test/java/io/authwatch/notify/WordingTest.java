package io.authwatch.notify;

import static io.authwatch.notify.Pushes.NOW;
import static io.authwatch.notify.Pushes.RECEIVED;
import static io.authwatch.notify.Pushes.STAMPED;
import static io.authwatch.notify.Pushes.WORDING;
import static io.authwatch.notify.Pushes.event;
import static io.authwatch.notify.Pushes.first;
import static io.authwatch.notify.Pushes.login;
import static io.authwatch.notify.Pushes.push;
import static io.authwatch.notify.Pushes.stamped;
import static io.authwatch.notify.Pushes.with;
import static io.authwatch.notify.Pushes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.Priority;
import io.authwatch.wire.Input;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void login_saysWhoWhereFromWhereHowWhenAndWhy() {
        AuthEvent event = event(
                AuthAction.LOGIN,
                Outcome.SUCCESS,
                login("root", "203.0.113.9")
                        .with(Field.METHOD, "publickey")
                        .with(Field.KEY, "SHA256:0123456789abcdef")
                        .with(Field.PORT, "51413"));

        Notification notification = WORDING.write(first("root-login", event, 1, List.of()), "7f3a9c01-1", NOW);

        assertEquals("root logged in on web-17 from 203.0.113.9", notification.title());
        assertEquals("""
                root logged in on web-17 from 203.0.113.9
                Method publickey, key SHA256:0123456789abcdef, port 51413
                At 2026-11-23 12:01:05 UTC
                Rule root-login
                Quiet until 13:01 UTC, what follows is counted
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
                WORDING.write(first("guessing", event, 5, List.of("root-guessing", "many-names")), "7f3a9c01-1", NOW);

        assertEquals("root was refused on web-17 from 203.0.113.9 (5 within 2m)", notification.title());
        assertEquals("""
                root was refused on web-17 from 203.0.113.9
                Method password, reason bad-credentials
                At 2026-11-23 12:01:05 UTC
                Rule guessing: 5 within 2m
                Also root-guessing, many-names
                Quiet until 13:01 UTC, what follows is counted
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", notification.message());
    }

    @Test
    void summary_saysHowManyMoreSinceWhen() {
        AuthEvent event = event(AuthAction.LOGIN, Outcome.FAILURE, login("admin", "203.0.113.9"));
        Push push = push(PushKind.SUMMARY, "guessing", event, 6, List.of(), 37, Instant.parse("2026-11-23T11:01:40Z"));

        Notification notification = WORDING.write(push, "7f3a9c01-2", NOW);

        assertEquals("admin was refused on web-17 from 203.0.113.9 (37 more since 11:01 UTC)", notification.title());
        assertEquals("""
                admin was refused on web-17 from 203.0.113.9
                At 2026-11-23 12:01:05 UTC
                Rule guessing: 6 within 2m
                37 more since 11:01 UTC
                Quiet until 13:01 UTC, what follows is counted
                Sender 192.0.2.7 by tcp
                Alert 7f3a9c01""", notification.message());
    }

    @Test
    void summaryOfAnotherDay_saysTheDate() {
        AuthEvent event = event(AuthAction.LOGIN, Outcome.FAILURE, login("admin", "203.0.113.9"));
        Push push = push(PushKind.SUMMARY, "guessing", event, 1, List.of(), 1, Instant.parse("2026-11-22T23:59:00Z"));
        assertEquals(
                "admin was refused on web-17 from 203.0.113.9 (1 more since 2026-11-22 23:59 UTC)",
                WORDING.write(push, "7f3a9c01-2", NOW).title());
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
                Quiet until 13:01 UTC, what follows is counted
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
                Quiet until 13:01 UTC, what follows is counted
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
    void lateArrival_isSaidAndTheTimestampIsTheEvents() {
        Notification notification = write("root-login", stamped(RECEIVED.minusSeconds(11_100)));
        assertEquals(RECEIVED.minusSeconds(11_100), notification.timestamp());
        assertEquals("""
                root logged in on web-17 from 203.0.113.9
                At 2026-11-23 08:56:07 UTC
                Late: arrived 3h 5m after that, at 2026-11-23 12:01:07 UTC
                Rule root-login
                Quiet until 13:01 UTC, what follows is counted
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
        assertTrue(WORDING.write(first("root-login", event, 1, rules), "x-1", NOW)
                .message()
                .contains("\nAlso a, b, c, d, e and 2 more\n"));
    }

    @Test
    void test_saysThatItIsOne() {
        Notification notification = WORDING.test("test-1", NOW);
        assertEquals("Authwatch test", notification.title());
        assertEquals(
                "If you can read this, Authwatch reaches you.\nSent 2026-11-23 12:01:08 UTC", notification.message());
        assertEquals("test", notification.alert());
    }
}
