package io.authwatch.store;

import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.Ledger.LedgerFailed;
import io.authwatch.pipeline.Ledger.LedgerFull;
import io.authwatch.pipeline.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that makes {@link NumberedCommits}, from where the ledger stands, and says on its output what it
 * was promised:
 *
 * <pre>
 *  open            the ledger is open
 *  ok N            commit N is durable
 *  full N why      there was no room for it; it is tried again
 *  opened N        the reserve was given back for it
 *  kept N          the reserve is kept again
 *  failed N why    the storage failed; exit status 70
 *  refused why     the ledger cannot be opened; exit status 1
 *  wrong what      with {@code checked}: the ledger does not hold what it must; exit status 2
 * </pre>
 */
final class LedgerChild {
    /** EX_SOFTWARE of sysexits.h. */
    static final int STORAGE_FAILED = 70;

    private static final int RESERVE_OCTETS = 4 << 20;
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    /** The mode's beginning that is followed by the number of the last commit that was acknowledged. */
    static final String CHECKED = "checked:";

    /** Whether the reserve is to be kept again; before the first commit it is still to be kept. */
    private static boolean opened;

    private LedgerChild() {}

    /**
     * The data directory; how many commits; {@code whole}, {@code split} for two transactions a commit, {@code reserve} to
     * keep one, or {@code checked:N} to look first whether the ledger is right as of commit N.
     */
    public static void main(String[] args) {
        boolean split = args[2].equals("split");
        if (args[2].startsWith(CHECKED)) {
            check(Path.of(args[0]), Long.parseLong(args[2].substring(CHECKED.length())));
        }
        int reserve = args[2].equals("reserve") ? RESERVE_OCTETS : 0;
        opened = reserve > 0;
        try (SqliteLedger ledger = SqliteLedger.open(Path.of(args[0]), reserve, warning -> say("warning " + warning))) {
            say("open");
            long from = ledger.recover(entry -> {}).lastEvent() + 1;
            for (long number = from; number < from + Long.parseLong(args[1]); number++) {
                commit(ledger, number, split);
                say("ok " + number);
                keep(ledger, number);
                if (reserve > 0) {
                    pause();
                }
            }
        } catch (CannotOpenLedger e) {
            say("refused " + e.getMessage());
            System.exit(1);
        }
    }

    private static void keep(SqliteLedger ledger, long number) {
        if (opened && ledger.keepReserve()) {
            opened = false;
            say("kept " + number);
        }
    }

    private static void check(Path directory, long acknowledged) {
        List<String> faults;
        try {
            faults = NumberedCommits.faults(directory, acknowledged);
        } catch (CannotOpenLedger e) {
            faults = List.of(e.getMessage());
        }
        faults.forEach(fault -> say("wrong " + fault));
        if (!faults.isEmpty()) {
            System.exit(2);
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
                pause();
                if (ledger.openReserve()) {
                    opened = true;
                    say("opened " + number);
                }
            } catch (LedgerFailed e) {
                say("failed " + number + " " + e.getMessage());
                Runtime.getRuntime().halt(STORAGE_FAILED);
            }
        }
    }

    /** A disk that is to be full is small: without pauses it were full of commits before whoever watches does anything. */
    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
