package io.authwatch.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import io.authwatch.alert.Dimension;
import io.authwatch.alert.Gathered;
import io.authwatch.alert.Push;
import io.authwatch.alert.PushKind;
import io.authwatch.alert.Spread;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatheredWordingTest {
    private static final Instant FROM = Instant.parse("2026-11-23T02:10:00Z");
    private static final Instant TO = Instant.parse("2026-11-23T02:55:00Z");
    private static final Spread NETWORK = spread(9_310, 1, "203.0.113.0/24", 9_310);

    private static Spread spread(long times, long distinct, Object... top) {
        List<Spread.Top> tops = new ArrayList<>();
        for (int i = 0; i < top.length; i += 2) {
            tops.add(new Spread.Top((String) top[i], (int) top[i + 1], true));
        }
        return new Spread(times, distinct, false, tops);
    }

    private static Notification write(PushKind kind, String rule, long followed, Gathered gathered) {
        Alert alert = new Alert(
                "7f3a9c01", rule, List.of(), Priority.EMERGENCY, AlertState.OPEN, "web-17", FROM, TO, 9_310, 0, 1, "s");
        Push push = new Push(
                kind,
                alert,
                Pushes.event(AuthAction.LOGIN, Outcome.FAILURE, Pushes.login("root", "203.0.113.9")),
                0,
                "",
                List.of(),
                followed,
                TO,
                Duration.ofMinutes(15),
                gathered);
        return Pushes.WORDING.write(push, "7f3a9c01-1", Pushes.NOW);
    }

    private static Gathered storm() {
        return new Gathered(
                9_310,
                FROM,
                TO,
                "guessing",
                Map.of(
                        Dimension.RULE, spread(9_310, 1, "guessing", 9_310),
                        Dimension.HOST, spread(9_310, 412, "web-17", 910, "web-3", 12),
                        Dimension.SOURCE, spread(9_310, 12, "203.0.113.9", 8_000),
                        Dimension.NETWORK, NETWORK,
                        Dimension.USER, spread(9_310, 90, "root", 5_000)));
    }

    @Test
    void incident_saysWhereFromAndHowOften() {
        Notification told = write(PushKind.INCIDENT, "guessing", 9_306, storm());
        assertEquals("Guessing on 412 hosts from 203.0.113.0/24 (9,310 times)", told.title());
        assertEquals("""
                Guessing on 412 hosts from 203.0.113.0/24 (9,310 times)
                9,306 of them since 02:55 UTC
                Hosts: web-17 910, web-3 12 and 410 others
                Sources: 203.0.113.9 8,000 and 11 others
                Users: root 5,000 and 89 others
                Networks: 203.0.113.0/24 9,310
                From 02:10 UTC to 02:55 UTC
                Latest: root was refused on web-17 from 203.0.113.9
                A storm of rule guessing: told as one, with updates when it changes
                Alert 7f3a9c01""", told.message());
        assertEquals(Priority.EMERGENCY, told.priority());
    }

    @Test
    void updateAndEnd_saySo_andAreNotAsLoud() {
        Notification update = write(PushKind.INCIDENT_UPDATE, "guessing", 10, storm());
        assertEquals("Goes on: Guessing on 412 hosts from 203.0.113.0/24 (9,310 times)", update.title());
        assertEquals(Priority.HIGH, update.priority());
        Notification end = write(PushKind.INCIDENT_END, "guessing", 10, storm());
        assertEquals("Over: Guessing on 412 hosts from 203.0.113.0/24 (9,310 times)", end.title());
        assertEquals(Priority.NORMAL, end.priority());
        assertTrue(end.message().contains("is over: what comes next is told singly again"), end.message());
    }

    @Test
    void whileAway_saysWhenItHappened() {
        Notification told = write(PushKind.WHILE_AWAY, "while-away", 9_310, storm());
        assertEquals("While away 02:10–02:55 UTC: 1 rule fired on 412 hosts (9,310 times)", told.title());
        assertFalse(told.message().contains("of them since"), told.message());
    }

    @Test
    void silenceEnd_saysWhatWasSilenced() {
        Gathered held = new Gathered(40, FROM, TO, "12 alerts of guessing on web-*", Map.of());
        Notification told = write(PushKind.SILENCE_END, "silence", 40, held);
        assertEquals("12 alerts of guessing on web-* silenced (40 times)", told.title());
    }

    @Test
    void digest_ofOneHostAndUser_namesThem_andHowLongItGathered() {
        Gathered digest = new Gathered(
                37,
                FROM,
                TO,
                "became-root",
                Map.of(
                        Dimension.HOST, spread(37, 1, "web-1", 37),
                        Dimension.USER, spread(37, 1, "alice", 37)));
        Notification told = write(PushKind.DIGEST, "became-root", 37, digest);
        assertEquals("Became-root as alice on web-1 (37 times)", told.title());
        assertTrue(told.message().contains("\nRule became-root: digest of 15m\n"), told.message());
    }

    @Test
    void mostlyOne_isNotOnlyOne_andNamesAreDefanged() {
        Gathered gathered = new Gathered(
                100,
                FROM,
                TO,
                "r",
                Map.of(
                        Dimension.HOST,
                        spread(100, 3, "http://evil\n", 90),
                        Dimension.SOURCE,
                        new Spread(100, 100_000, true, List.of())));
        Notification told = write(PushKind.INCIDENT, "r", 1, gathered);
        assertEquals("R on 3 hosts, mostly http[:]//evil\\n from more than 100,000 sources (100 times)", told.title());
        assertTrue(told.message().contains("\nSources: more than 100,000, none stands out\n"), told.message());
    }

    @Test
    void longestTexts_fit() {
        String name = "x".repeat(200);
        Object[] top = {name, 5, name + "1", 5, name + "2", 5, name + "3", 5, name + "4", 5};
        Gathered gathered = new Gathered(
                25,
                FROM,
                TO,
                name,
                Map.of(
                        Dimension.HOST, spread(25, 5, top),
                        Dimension.SOURCE, spread(25, 5, top),
                        Dimension.USER, spread(25, 5, top),
                        Dimension.NETWORK, spread(25, 5, top),
                        Dimension.KEY, spread(25, 5, top)));
        for (PushKind kind : List.of(PushKind.INCIDENT_UPDATE, PushKind.WHILE_AWAY, PushKind.SILENCE_END)) {
            Notification told = write(kind, name, 3, gathered);
            assertTrue(Pushes.codePoints(told.title()) <= Wording.TITLE_MAX, told.title());
            assertTrue(Pushes.codePoints(told.message()) <= Wording.MESSAGE_MAX, told.message());
            assertTrue(told.message().endsWith("Alert 7f3a9c01"), told.message());
        }
    }
}
