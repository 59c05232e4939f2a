package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.StateCell;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which messages of a session are known from earlier ones of its sender. */
class ResendsTest {
    private static final String SENDER = "192.0.2.1";

    private final AtomicInteger limitHits = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final Resends resends = resends();

    private Resends resends() {
        return new Resends(nanos::get, new Resends.Limits(40, 32), limitHits::incrementAndGet);
    }

    private static boolean repeats(Resends.Connection connection, String message) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        return connection.isRepeated(octets, 0, octets.length);
    }

    /** A letter a message; those in capitals came before. */
    private String told(Resends.Connection connection, String messages) {
        StringBuilder told = new StringBuilder();
        messages.chars()
                .mapToObj(Character::toString)
                .forEach(message -> told.append(repeats(connection, message) ? message.toUpperCase() : message));
        return told.toString();
    }

    private String broken(String messages) {
        Resends.Connection connection = resends.connection(SENDER);
        String told = told(connection, messages);
        connection.end(false);
        return told;
    }

    @Test
    void beginning_thatIsTheEndOfAnEarlierSession_cameBefore() {
        broken("abcde");
        assertEquals("CDEfg", broken("cdefg"));
    }

    @Test
    void messages_afterTheEarlierSessionsEnd_areNew_whateverTheySay() {
        broken("abc");
        assertEquals("BCbca", broken("bcbca"));
    }

    @Test
    void messages_afterOneThatDoesNotFit_areNew() {
        broken("abc");
        assertEquals("xabc", broken("xabc"));
    }

    @Test
    void sameWords_countAsOftenAsTheyWereSent() {
        broken("aaa");
        assertEquals("AAAa", broken("aaaa"));
        assertEquals("AAb", broken("aab"));
    }

    @Test
    void twoSessions_areEachFollowedByTheirOwn() {
        broken("abc");
        broken("xyz");
        assertEquals("BCd", broken("bcd"));
        assertEquals("YZw", broken("yzw"));
    }

    @Test
    void resend_thatBroke_isKnownOfTheSessionBeforeIt() {
        broken("abcd");
        assertEquals("BC", broken("bc"));
        assertEquals("BCDe", broken("bcde"));
        assertEquals("Ef", broken("ef"));
    }

    @Test
    void anotherSenders_isNotKnown() {
        broken("abc");
        assertEquals("abc", told(resends.connection("192.0.2.2"), "abc"));
    }

    @Test
    void window_ofABusySession_isRememberedWhole() {
        Resends.Connection busy = resends.connection(SENDER);
        for (int i = 0; i < 10_000; i++) {
            assertFalse(repeats(busy, "m" + i));
        }
        busy.end(false);
        Resends.Connection next = resends.connection(SENDER);
        for (int i = 10_000 - Trail.REMEMBERED_MIN; i < 10_000; i++) {
            assertTrue(repeats(next, "m" + i), "m" + i);
        }
        assertFalse(repeats(next, "m9999"));
    }

    @Test
    void sessionsThatBroke_areRememberedUpToALimit_ofASenderAndInAll() {
        for (int i = 0; i < 33; i++) {
            Resends.Connection connection = resends.connection(SENDER);
            assertFalse(repeats(connection, "m" + i));
            connection.end(false);
        }
        assertEquals(1, limitHits.get());
        assertFalse(repeats(resends.connection(SENDER), "m0"), "the eldest is forgotten");
        for (int i = 0; i < 9; i++) {
            Resends.Connection other = resends.connection("192.0.2." + (10 + i));
            repeats(other, "x");
            other.end(false);
        }
        assertEquals(2, limitHits.get());
        assertFalse(repeats(resends.connection(SENDER), "m1"), "the eldest of all is forgotten");
        assertTrue(repeats(resends.connection(SENDER), "m2"));
    }

    private static String at(int microseconds, String text) {
        return "<38>1 2026-11-28T15:24:22.%06d+00:00 web-1 sshd 1 - - %s".formatted(microseconds, text);
    }

    @Test
    void messageOfItsOwnMicrosecond_countsOnce_whereverItStands() {
        Resends.Connection connection = resends.connection(SENDER);
        assertFalse(repeats(connection, at(1, "a")));
        assertFalse(repeats(connection, at(2, "a")), "another microsecond is another message");
        assertFalse(repeats(connection, at(1, "b")), "other words are another message");
        assertTrue(repeats(connection, at(1, "a")));
        assertFalse(repeats(connection, "<38>1 2026-11-28T15:24:22.1+00:00 web-1 sshd 1 - - a"));
        assertFalse(repeats(connection, "<38>1 2026-11-28T15:24:22.1+00:00 web-1 sshd 1 - - a"), "a coarse time");
        assertFalse(repeats(resends.connection("192.0.2.2"), at(1, "a")), "another sender's");
    }

    @Test
    void messageOfItsOwnMicrosecond_isKnownOfAnotherSession_onceItIsDurableThere() {
        Resends.Connection first = resends.connection(SENDER);
        Resends.Connection second = resends.connection(SENDER);
        repeats(first, at(1, "a"));
        repeats(first, at(2, "b"));
        repeats(second, "other");
        first.durableBut(1);
        assertTrue(repeats(second, at(1, "a")));
        assertFalse(repeats(second, at(2, "b")), "what an answer promises must be durable");
        first.durableBut(0);
        assertTrue(repeats(second, at(2, "b")));
    }

    @Test
    void messageOfItsOwnMicrosecond_isKnownAfterARestart() {
        Resends.Connection connection = resends.connection(SENDER);
        repeats(connection, at(1, "a"));
        repeats(connection, at(2, "b"));
        Resends next = resends();
        connection.drain().forEach(next::restore);
        Resends.Connection again = next.connection(SENDER);
        assertFalse(repeats(again, at(3, "c")));
        assertTrue(repeats(again, at(1, "a")));
        assertTrue(repeats(again, at(2, "b")));
    }

    @Test
    void messageOfItsOwnMicrosecond_isKnownAsLongAsItsSessionRemembersIt() {
        Resends.Connection connection = resends.connection(SENDER);
        for (int i = 0; i < 10_000; i++) {
            assertFalse(repeats(connection, at(i, "m")));
        }
        for (int i = 10_000 - Trail.REMEMBERED_MIN / 2; i < 10_000; i++) {
            assertTrue(repeats(connection, at(i, "m")));
        }
        assertFalse(repeats(connection, at(1, "m")));
    }

    private void sendMany(Resends.Connection connection, int from) {
        for (int i = from; i < from + 10_000; i++) {
            assertFalse(repeats(connection, at(i, "of many")), "message " + i);
        }
    }

    @Test
    void firstMessageOfASession_orAfterARest_isKnownLongAfterwards() {
        Resends.Connection connection = resends.connection(SENDER);
        repeats(connection, at(1, "first"));
        repeats(connection, at(2, "second"));
        sendMany(connection, 3);
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        repeats(connection, at(20_000, "after a rest"));
        sendMany(connection, 20_001);
        assertTrue(repeats(connection, at(1, "first")));
        assertTrue(repeats(connection, at(20_000, "after a rest")));
        assertFalse(repeats(connection, at(2, "second")));
        assertFalse(repeats(connection, "first"), "without its time it is another one");
    }

    @Test
    void firstMessageOfASession_isKnownAfterARestart_andOfASessionThatWasFollowed() {
        Resends.Connection connection = resends.connection(SENDER);
        repeats(connection, at(1, "first"));
        sendMany(connection, 2);
        Resends next = resends();
        connection.drain().forEach(next::restore);
        Resends.Connection again = next.connection(SENDER);
        assertTrue(repeats(again, at(10_001, "of many")), "the end of the session before");
        assertFalse(repeats(again, at(20_000, "new")));
        sendMany(again, 20_001);
        assertTrue(repeats(again, at(1, "first")));
        assertTrue(repeats(again, at(20_000, "new")));
        assertEquals(1, again.drain().stream().filter(StateCell::gone).count(), "the one that was followed goes");
        Resends last = resends();
        again.drain();
        repeats(again, at(40_000, "newer"));
        again.drain().forEach(last::restore);
        assertTrue(repeats(last.connection(SENDER), at(1, "first")));
    }

    @Test
    void beginnings_areRememberedUpToALimit() {
        Resends.Connection connection = resends.connection(SENDER);
        for (int i = 0; i <= Beginnings.REMEMBERED; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            repeats(connection, at(i, "after a rest"));
        }
        sendMany(connection, 1_000);
        assertTrue(repeats(connection, at(1, "after a rest")));
        assertFalse(repeats(connection, at(0, "after a rest")));
    }

    @Test
    void cells_thatAreNoneOfOurs_areLeftAlone() {
        List<StateCell> cells = new ArrayList<>(List.of(
                new StateCell("window", "r", "0000000000000001 192.0.2.1", new byte[9]),
                new StateCell(Trail.KIND, "", "1 192.0.2.1", new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                new StateCell(Trail.KIND, "", "0000000000000001 192.0.2.1", new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                new StateCell(Trail.KIND, "", "0000000000000001 192.0.2.1", new byte[] {2, 0, 0}),
                new StateCell(Trail.KIND, "", "0000000000000001 192.0.2.1", new byte[] {2, 1}),
                new StateCell(Trail.KIND, "", "0000000000000001 192.0.2.1", new byte[] {2, -1}),
                new StateCell(Trail.KIND, "", "0000000000000001 192.0.2.1", new byte[] {2}),
                new StateCell(Trail.KIND, "", "0000000000000001 192.0.2.1", new byte[0])));
        cells.forEach(resends::restore);
        assertEquals("ab", broken("ab"));
        assertEquals(0, limitHits.get());
    }
}
