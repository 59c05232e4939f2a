package io.authwatch.bench;

import io.authwatch.notify.Notification;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import io.authwatch.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the ledger takes, in milliseconds of wall time: a commit of one event on an idle machine, a commit with a checkpoint
 * of so many changed keys, and a start with a million keys and 10,000 notifications to be sent. Prints one line each.
 */
public final class LedgerFigures {
    private static final int COMMITS = 200;
    private static final int[] CHANGED = {1_000, 10_000, 100_000};
    private static final int KEYS = 1_000_000;
    private static final int KEYS_A_COMMIT = 100_000;
    private static final int NOTIFICATIONS = 10_000;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private LedgerFigures() {}

    /** Runs all of it in a folder below {@code target}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "ledger");
        try (SqliteLedger ledger = SqliteLedger.open(folder, System.out::println)) {
            idle(ledger);
            checkpoints(ledger);
            fill(ledger);
        }
        start(folder);
        Folders.delete(folder);
    }

    private static void idle(SqliteLedger ledger) {
        Decider decider = new Decider(RuleSet.builtIn());
        List<LogEntry> entries =
                decider.decide(decider.read(Lines.octets(), 0, 1_000)).commit().entries();
        double[] took = new double[COMMITS];
        for (int i = 0; i < COMMITS; i++) {
            Commit commit = new Commit(List.of(entries.get(i % entries.size())), List.of(), List.of(), List.of(), null);
            took[i] = millis(() -> ledger.commit(commit));
        }
        Arrays.sort(took);
        System.out.printf(
                "a commit of one event: median %.2f ms, of a hundred the 99th %.2f ms%n",
                took[COMMITS / 2], took[COMMITS * 99 / 100]);
    }

    private static void checkpoints(SqliteLedger ledger) {
        for (int changed : CHANGED) {
            Commit commit = checkpoint(cells(0, changed));
            ledger.commit(commit);
            System.out.printf(
                    "a checkpoint of %,d changed keys: %.0f ms%n", changed, millis(() -> ledger.commit(commit)));
        }
    }

    private static void fill(SqliteLedger ledger) {
        for (int from = 0; from < KEYS; from += KEYS_A_COMMIT) {
            ledger.commit(checkpoint(cells(from, from + KEYS_A_COMMIT)));
        }
        List<Notification> pending = new ArrayList<>();
        for (int i = 0; i < NOTIFICATIONS; i++) {
            pending.add(Notification.pending(
                    "alert" + i + "-1",
                    "alert" + i,
                    "guessing",
                    "web-1",
                    Priority.NORMAL,
                    "title",
                    "message",
                    NOW,
                    NOW));
        }
        ledger.commit(new Commit(List.of(), List.of(), List.of(), pending, null));
    }

    private static void start(Path folder) {
        RuleState state = new RuleState(KEYS);
        int[] pending = new int[1];
        double took = millis(() -> {
            try (SqliteLedger ledger = SqliteLedger.open(folder, System.out::println)) {
                ledger.restore(state::restore);
                pending[0] = ledger.recover(entry -> {}).pending().size();
            }
        });
        System.out.printf("a start with %,d keys and %,d notifications: %.0f ms%n", state.size(), pending[0], took);
    }

    /** The cells of windows, as a rule that counts by user and address leaves them. */
    private static List<StateCell> cells(int from, int to) {
        byte[] window = new CellWriter((byte) 1)
                .number(1)
                .number(Duration.ofMinutes(2).toMillis())
                .number(1)
                .number(NOW.toEpochMilli())
                .number(1)
                .octets();
        List<StateCell> cells = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            cells.add(new StateCell(RuleState.KIND, "guessing", "web-" + i % 61 + "\u001f192.0.2." + i, window));
        }
        return cells;
    }

    private static Commit checkpoint(List<StateCell> cells) {
        return new Commit(
                List.of(), List.of(), List.of(), List.of(), new Commit.Checkpoint(cells, "fingerprint", "rules: {}"));
    }

    private static double millis(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e6;
    }
}
