package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.SelfFigures.Counts;
import io.authwatch.pipeline.SelfFigures.Disk;
import io.authwatch.pipeline.SelfFigures.Sending;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of Authwatch itself: figures in, sentences out, by a clock that the test steps. */
class SelfWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Disk ROOM = new Disk(50L << 30, 100L << 30);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Set<SelfAlert> waiting = EnumSet.noneOf(SelfAlert.class);
    private SelfWatch watch = watch(Set.of());
    private Instant now = NOON;
    private Duration uptime = Duration.ZERO;
    private Counts counts = Counts.NONE;
    private Map<String, Instant> certificates = Map.of();
    private Disk disk = ROOM;
    private String refused;
    private Sending sending = Sending.FINE;

    private static SelfWatch watch(Set<SelfAlert> off) {
        return new SelfWatch(new SelfWatch.Settings(off, 5, Duration.ofMinutes(15)));
    }

    private List<SelfNotice> look() {
        SelfFigures figures = new SelfFigures(now, uptime, counts, certificates, disk, refused);
        return watch.look(figures, sending, waiting::contains);
    }

    private List<SelfNotice> after(Duration passed) {
        now = now.plus(passed);
        uptime = uptime.plus(passed);
        return look();
    }

    /** The one thing that is told. */
    private static SelfNotice one(List<SelfNotice> notices) {
        assertEquals(1, notices.size(), notices::toString);
        return notices.get(0);
    }

    private static Counts dropped(long rate, long overload) {
        return new Counts(Map.of("udp rate", rate, "udp overload", overload), 0, 0, 0, 0, Map.of());
    }

    private void happens(SelfAlert about, long times) {
        Counts none = Counts.NONE;
        switch (about) {
            case DROPS -> counts = dropped(times, 0);
            case SENDERS -> counts = new Counts(none.dropped(), times, 0, 0, 0, none.limits());
            case KERNEL_DROPS -> counts = new Counts(none.dropped(), 0, times, 0, 0, none.limits());
            case QUARANTINE -> counts = new Counts(none.dropped(), 0, 0, times, 0, none.limits());
            case DISK_FULL -> counts = new Counts(none.dropped(), 0, 0, 0, times, none.limits());
            case LIMITS -> counts = new Counts(none.dropped(), 0, 0, 0, 0, Map.of("hosts", times));
            case SPACE_LOW -> disk = new Disk(1L << 30, 100L << 30);
            case CERTIFICATE -> certificates = Map.of("server", now.plus(Duration.ofDays(6)));
            case OUTBOX_AGE -> sending = new Sending(now.minus(Duration.ofMinutes(16)), 3, "refused", false, 0);
            case QUOTA -> sending = new Sending(now, 3, "the message quota is used up", true, 0);
            case DEAD_LETTERS -> sending = new Sending(null, 0, null, false, times);
            case RULES_REFUSED -> refused = "3:5: unknown key 'priorty'";
            case CLOCK -> now = now.plus(Duration.ofHours(times));
        }
    }

    @ParameterizedTest
    @EnumSource(SelfAlert.class)
    void each_isToldOnce_andAgainAfterItsCoolDown(SelfAlert about) {
        assertEquals(List.of(), look());
        happens(about, 1);
        SelfNotice first = one(after(STEP));
        assertEquals(about.label(), first.rule());
        Duration left = about.repeat().minus(STEP.multipliedBy(2));
        for (int look = 2; look < 20; look++) {
            happens(about, look);
            assertEquals(List.of(), after(left.dividedBy(20)), "look " + look);
        }
        happens(about, 20);
        assertEquals(about.label(), one(after(left)).rule());
    }

    @ParameterizedTest
    @EnumSource(SelfAlert.class)
    void each_canBeSwitchedOff(SelfAlert about) {
        watch = watch(Set.of(about));
        assertEquals(List.of(), look());
        happens(about, 1);
        assertEquals(List.of(), after(STEP));
    }

    @ParameterizedTest
    @EnumSource(SelfAlert.class)
    void each_isNotSaidAgain_whileTheLastMessageAboutItWaits(SelfAlert about) {
        look();
        waiting.add(about);
        for (int day = 1; day <= 60; day++) {
            happens(about, day);
            assertEquals(List.of(), after(Duration.ofDays(1)));
        }
        waiting.clear();
        happens(about, 61);
        assertEquals(about.label(), one(after(STEP)).rule());
    }

    @Test
    void drops_areToldWithTheirCounts_andThenWithWhatWasAdded() {
        counts = dropped(20, 300);
        assertEquals(
                "Messages dropped: 320 (udp overload 300, udp rate 20)",
                one(look()).text());
        counts = dropped(25, 300);
        assertEquals(List.of(), after(Duration.ofMinutes(59)));
        counts = dropped(30, 300);
        assertEquals(
                "Messages dropped: 10 (udp rate 10)",
                one(after(Duration.ofMinutes(1))).text());
        assertEquals(List.of(), after(Duration.ofDays(1)), "nothing was added");
    }

    @Test
    void certificate_isToldAtEachStep_andLoudlyAtTheEnd() {
        Instant expires = NOON.plus(Duration.ofDays(31));
        certificates = Map.of("server", expires);
        assertEquals(List.of(), look());
        SelfNotice month = one(after(Duration.ofHours(30)));
        assertEquals(Priority.NORMAL, month.priority());
        assertEquals("Authwatch's own certificate expires in 29d (2026-12-24T12:00:00Z)", month.text());
        assertEquals(List.of(), after(Duration.ofDays(22)));
        assertEquals("server 7", one(after(Duration.ofDays(1))).key());
        assertEquals(List.of(), after(Duration.ofDays(5)));
        SelfNotice day = one(after(Duration.ofDays(1)));
        assertEquals(Priority.HIGH, day.priority());
        assertTrue(day.text().endsWith("expires in 18h (2026-12-24T12:00:00Z)"), day.text());
        assertTrue(one(after(Duration.ofDays(1))).text().contains("has expired"));
    }

    @Test
    void certificateThatIsRenewedInTime_isNotTold() {
        for (int day = 0; day < 400; day++) {
            certificates = Map.of("server", now.plus(Duration.ofDays(31)), "ca", now.plus(Duration.ofDays(900)));
            assertEquals(List.of(), after(Duration.ofDays(1).minusHours(1)));
            now = now.plusSeconds(0);
        }
    }

    @Test
    void shortLivedCertificates_areToldOncePerStepAMonth() {
        int told = 0;
        for (int hour = 0; hour < 24 * 30; hour++) {
            certificates = Map.of("server", now.plus(Duration.ofHours(20)));
            told += after(Duration.ofHours(1)).size();
        }
        assertEquals(1, told);
    }

    @Test
    void notificationsThatAreHeldForTheQuota_areNoOutage() {
        look();
        sending = new Sending(NOON, 5, "the message quota is used up", true, 0);
        assertEquals(
                "The message quota is used up: 5 notifications wait for its reset",
                one(after(Duration.ofHours(1))).text());
    }

    @Test
    void outage_saysSinceWhenAndWhy() {
        sending = new Sending(NOON, 14, "the connection was refused", false, 0);
        assertEquals(List.of(), after(Duration.ofMinutes(15)));
        assertEquals(
                "Notifications could not be sent: the oldest of 14 waited 16m: the connection was refused",
                one(after(Duration.ofMinutes(1))).text());
    }

    @Test
    void clockThatIsSetBack_isTold_andCoolDownsGoOn() {
        refused = "x";
        look();
        now = now.minus(Duration.ofDays(400));
        assertEquals(
                "Times the clock was set, or the machine slept, the last one 400d back: 1",
                one(after(STEP)).text());
        assertEquals(List.of(), after(Duration.ofHours(23)));
        assertEquals(
                SelfAlert.RULES_REFUSED.label(), one(after(Duration.ofHours(1))).rule());
    }

    @Test
    void clockThatIsSlewed_isNobodysBusiness() {
        look();
        for (int second = 0; second < 1_000; second++) {
            now = now.plusMillis(59_000);
            uptime = uptime.plusMillis(500);
            assertEquals(List.of(), look());
        }
    }

    @Test
    void unknownSizeOfTheDisk_isNotLow() {
        disk = new Disk(0, 0);
        assertEquals(List.of(), look());
    }
}
