package io.authwatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.AlertLimits;
import io.authwatch.auth.Recognisers;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.notify.Notifier;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Identity;
import io.authwatch.pipeline.Quarantine;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import io.authwatch.syslog.Facility;
import io.authwatch.testkit.MemoryLedger;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order that keeps the promise: commit, then acknowledge, then send; and what a full storage does to it. */
class WriterTest {
    private static final Origin FILE = new Origin.File("/var/log/auth.log", "here");

    private final MemoryLedger ledger = new MemoryLedger();
    private final Sends sends = new Sends();
    private final Engine engine = new Engine(
            settings(), RuleSet.builtIn(), ledger, sends, Happenings.NONE, Quarantine.NONE, Clock.systemUTC());
    private final Batcher lane = engine.lane(Input.FILE);

    private static EngineSettings settings() {
        return new EngineSettings(
                EnumSet.allOf(Facility.class),
                Identity.HEADER,
                ZoneOffset.UTC,
                Recognisers.standard(),
                "here",
                100,
                100,
                10_000,
                1_000,
                1_000,
                Duration.ofDays(1),
                Duration.ofDays(1),
                100,
                AlertLimits.DEFAULT,
                QuotaSettings.NONE);
    }

    /** A notifier whose answers the test gives. */
    private static final class Sends implements Notifier {
        private final List<Notification> sent = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Delivery> answer = new CompletableFuture<>();

        @Override
        public String name() {
            return "test";
        }

        @Override
        public CompletionStage<Delivery> send(Notification notification) {
            sent.add(notification);
            return answer;
        }
    }

    private Batch rootLogin(Runnable acknowledged) {
        return read("Accepted password for root from 192.0.2.9 port 22 ssh2", null, acknowledged);
    }

    private Batch read(String text, @Nullable FilePosition position, Runnable acknowledged) {
        byte[] octets = ("Nov 23 12:00:00 web-1 sshd[1]: " + text).getBytes(StandardCharsets.UTF_8);
        lane.begin(Instant.now());
        lane.accept(FILE, octets, 0, octets.length, false);
        return lane.end(position, acknowledged);
    }

    private void start() {
        engine.writer().start();
        await().until(() -> !ledger.commits().isEmpty());
    }

    @AfterEach
    void stop() throws InterruptedException {
        ledger.full(false);
        ledger.beforeCommit(() -> {});
        sends.answer.complete(new Delivery.Sent(DeliveryReason.SENT, "r", null, null, null));
        engine.writer().stop();
    }

    @Test
    void start_writes_a_checkpoint_with_the_rules_first() {
        start();
        Commit.Checkpoint checkpoint = ledger.commits().get(0).checkpoint();
        assertNotNull(checkpoint);
        assertEquals(RuleSet.builtIn().text(), checkpoint.rules());
    }

    @Test
    void input_is_acknowledged_and_the_notification_sent_only_after_the_commit() throws InterruptedException {
        start();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean acknowledged = new AtomicBoolean();
        ledger.beforeCommit(() -> {
            reached.countDown();
            awaitQuietly(go);
        });
        assertTrue(engine.writer().offer(rootLogin(() -> acknowledged.set(true))));
        reached.await();
        assertFalse(acknowledged.get());
        assertTrue(sends.sent.isEmpty());
        go.countDown();
        await().untilTrue(acknowledged);
        await().until(() -> sends.sent.size() == 1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void full_storage_holds_everything_back_and_goes_on_by_itself() {
        start();
        ledger.full(true);
        AtomicBoolean acknowledged = new AtomicBoolean();
        engine.writer().offer(rootLogin(() -> acknowledged.set(true)));
        await().until(() -> engine.writer().trouble() != null);
        assertFalse(acknowledged.get());
        assertTrue(sends.sent.isEmpty());
        ledger.full(false);
        await().untilTrue(acknowledged);
        assertNull(engine.writer().trouble());
        assertEquals(
                1, ledger.commits().stream().mapToInt(c -> c.entries().size()).sum());
    }

    @Test
    void full_storage_with_a_reserve_holds_inputs_back_and_still_sends_what_was_decided() {
        ledger.reserve();
        start();
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean second = new AtomicBoolean();
        ledger.full(true);
        engine.writer().offer(rootLogin(() -> first.set(true)));
        await().untilTrue(first);
        await().until(() -> sends.sent.size() == 1);
        assertNotNull(engine.writer().trouble());
        int entries = entries();
        engine.writer().offer(rootLogin(() -> second.set(true)));
        sends.answer.complete(new Delivery.Sent(DeliveryReason.SENT, "r", null, null, null));
        await().until(() -> ledger.commits().stream()
                .flatMap(commit -> commit.notifications().stream())
                .anyMatch(row -> row.state() == NotificationState.SENT));
        assertFalse(second.get());
        assertEquals(entries, entries());
        ledger.full(false);
        await().untilTrue(second);
        assertNull(engine.writer().trouble());
    }

    @Test
    void stop_while_the_storage_is_full_waits_for_no_room() throws InterruptedException {
        start();
        ledger.full(true);
        AtomicBoolean acknowledged = new AtomicBoolean();
        engine.writer().offer(rootLogin(() -> acknowledged.set(true)));
        await().until(() -> engine.writer().trouble() != null);
        assertTrue(engine.writer().stop());
        assertFalse(acknowledged.get());
    }

    @Test
    void checkpoint_of_a_change_of_rules_covers_what_the_same_commit_decided() throws InterruptedException {
        engine.writer().step();
        engine.writer().hand(new Work.Swap(RuleSet.builtIn()));
        engine.writer().offer(rootLogin(() -> {}));
        engine.writer().step();
        Commit both = ledger.commits().get(ledger.commits().size() - 1);
        assertEquals(1, both.entries().size());
        assertNotNull(both.checkpoint());
        assertTrue(
                both.checkpoint().cells().stream().anyMatch(cell -> cell.kind().equals("alert")),
                () -> both.checkpoint().cells().toString());
    }

    private int entries() {
        return ledger.commits().stream()
                .mapToInt(commit -> commit.entries().size())
                .sum();
    }

    @Test
    void end_of_a_send_is_committed_and_the_next_waits_for_it() {
        start();
        engine.writer().offer(rootLogin(() -> {}));
        engine.writer().offer(read("Accepted password for root from 192.0.2.10 port 22 ssh2", null, () -> {}));
        await().until(() -> sends.sent.size() == 1);
        await().until(() -> ledger.commits().stream()
                        .mapToInt(commit -> commit.notifications().size())
                        .sum()
                >= 2);
        assertEquals(1, sends.sent.size());
        sends.answer.complete(new Delivery.Sent(DeliveryReason.SENT, "r", null, null, null));
        await().until(() -> sends.sent.size() == 2);
        await().until(() -> ledger.commits().stream()
                        .flatMap(commit -> commit.notifications().stream())
                        .filter(row -> row.state() == NotificationState.SENT)
                        .count()
                == 2);
    }

    @Test
    void positions_without_effects_wait_for_one_commit_and_are_in_the_last() throws InterruptedException {
        start();
        AtomicInteger acknowledged = new AtomicInteger();
        for (int line = 1; line <= 50; line++) {
            FilePosition position = new FilePosition("/var/log/auth.log", 1, 2, line, 0, 0);
            engine.writer().offer(read("nothing that anybody knows", position, acknowledged::incrementAndGet));
        }
        await().untilAtomic(acknowledged, org.hamcrest.Matchers.is(50));
        engine.writer().stop();
        List<FilePosition> committed = ledger.commits().stream()
                .flatMap(commit -> commit.positions().stream())
                .toList();
        assertEquals(50, committed.get(committed.size() - 1).offset());
        assertTrue(committed.size() < 25, "commits: " + committed.size());
    }

    @Test
    void memory_without_effects_waits_and_goes_with_the_next_effects() throws InterruptedException {
        start();
        CountDownLatch acknowledged = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            Batch batch = read("nothing that anybody knows", null, acknowledged::countDown);
            batch.remember(List.of(new StateCell("relp", "", "session", new byte[] {1, (byte) i})));
            engine.writer().offer(batch);
        }
        acknowledged.await();
        CountDownLatch logged = new CountDownLatch(1);
        engine.writer().offer(rootLogin(logged::countDown));
        logged.await();
        List<Commit> withMemory = ledger.commits().stream()
                .filter(commit -> !commit.memory().isEmpty())
                .toList();
        assertTrue(withMemory.size() < 10, "commits: " + withMemory.size());
        StateCell last = withMemory.get(withMemory.size() - 1).memory().get(0);
        assertEquals(19, last.data()[1]);
        int kept = ledger.commits().indexOf(withMemory.get(withMemory.size() - 1));
        int effects = ledger.commits()
                .indexOf(ledger.commits().stream()
                        .filter(commit -> !commit.entries().isEmpty())
                        .findFirst()
                        .orElseThrow());
        assertTrue(kept <= effects, "what had no effects is kept with the next that has some, or before");
    }

    @Test
    void stop_decides_and_commits_what_was_handed_over() throws InterruptedException {
        start();
        AtomicInteger acknowledged = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            engine.writer().offer(rootLogin(acknowledged::incrementAndGet));
        }
        sends.answer.complete(new Delivery.Sent(DeliveryReason.SENT, "r", null, null, null));
        engine.writer().stop();
        assertEquals(100, acknowledged.get());
        assertEquals(
                100, ledger.commits().stream().mapToInt(c -> c.entries().size()).sum());
        assertNotNull(ledger.commits().get(ledger.commits().size() - 1).checkpoint());
    }
}
