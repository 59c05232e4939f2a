package io.authwatch.store;

import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.Ledger.LedgerFailed;
import io.authwatch.pipeline.Ledger.LedgerFull;
import io.authwatch.pipeline.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A process of its own that makes {@link NumberedCommits}, from where the ledger stands, and says on its output what it
 * was promised:
 *
 * <pre>
 *  open            the ledger is open
 *  ok N            commit N is durable
 *  full N why      there was no room for it; it is tried again
 *  failed N why    the storage failed; exit status 70
 *  refused why     the ledger cannot be opened; exit status 1
 * </pre>
 */
final class LedgerChild {
    /** EX_SOFTWARE of sysexits.h. */
    static final int STORAGE_FAILED = 70;

    private LedgerChild() {}

    /** The data directory; how many commits; {@code whole}, or {@code split} for two transactions a commit. */
    public static void main(String[] args) {
        boolean split = args[2].equals("split");
        try (SqliteLedger ledger = SqliteLedger.open(Path.of(args[0]), warning -> say("warning " + warning))) {
            say("open");
            long from = ledger.recover(entry -> {}).lastEvent() + 1;
            for (long number = from; number < from + Long.parseLong(args[1]); number++) {
                commit(ledger, number, split);
                say("ok " + number);
            }
        } catch (CannotOpenLedger e) {
            say("refused " + e.getMessage());
            System.exit(1);
        }
    }

    private static void commit(SqliteLedger ledger, long number, boolean split) {
        Commit whole = NumberedCommits.commit(number);
        if (split) {
            durable(ledger, number, Given.commit(whole.entries()));
            durable(
                    ledger,
                    number,
                    new Commit(
                            List.of(), whole.positions(), whole.alerts(), whole.notifications(), whole.checkpoint()));
        } else {
            durable(ledger, number, whole);
        }
        if (number % 50 == 0) {
            ledger.prune(new Retention(Given.NOON, 1_000_000, Duration.ofDays(30), Duration.ofDays(90)));
        }
    }

    private static void durable(SqliteLedger ledger, long number, Commit commit) {
        while (true) {
            try {
                ledger.commit(commit);
                return;
            } catch (LedgerFull e) {
                say("full " + number + " " + e.getMessage());
            } catch (LedgerFailed e) {
                say("failed " + number + " " + e.getMessage());
                Runtime.getRuntime().halt(STORAGE_FAILED);
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
