package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a ledger that a crash left short or damaged (test D9 of the fault table): what else was committed is there. */
class CutLogTest {
    private static final int COMMITS = 30;
    /** Places at which the last commit is cut off. */
    private static final int CUTS = 300;

    @TempDir
    private Path temp;

    private Path crashed;
    private long withoutTheLast;
    private long whole;

    /** Copies of the files of a ledger in use, with the length of its log before its last commit. */
    @BeforeEach
    void crash() throws IOException {
        Path live = temp.resolve("live");
        crashed = Files.createDirectory(temp.resolve("crashed"));
        try (SqliteLedger ledger = SqliteLedger.open(live, warning -> {})) {
            for (int number = 1; number < COMMITS; number++) {
                ledger.commit(NumberedCommits.commit(number));
            }
            withoutTheLast = Files.size(live.resolve("authwatch.db-wal"));
            ledger.commit(NumberedCommits.commit(COMMITS));
            whole = Files.size(live.resolve("authwatch.db-wal"));
            copy(live, crashed);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String file : List.of("authwatch.db", "authwatch.db-wal")) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path again(int number) throws IOException {
        Path directory = Files.createDirectory(temp.resolve("again-" + number));
        copy(crashed, directory);
        return directory;
    }

    @Test
    void log_cutAnywhereInItsLastCommit_holdsAllBeforeIt() throws IOException {
        assertTrue(whole - withoutTheLast > CUTS, "the last commit is " + (whole - withoutTheLast) + " octets");
        for (int cut = 0; cut < CUTS; cut++) {
            Path directory = again(cut);
            long length = withoutTheLast + cut * (whole - withoutTheLast) / CUTS;
            try (var log = Files.newByteChannel(
                    directory.resolve("authwatch.db-wal"), java.nio.file.StandardOpenOption.WRITE)) {
                log.truncate(length);
            }
            // As of the last but one: the last was cut off, so nothing can have been promised of it.
            assertEquals(List.of(), NumberedCommits.faults(directory, COMMITS - 1), "cut at " + length);
        }
    }

    @Test
    void log_damagedInItsLastCommit_holdsAllBeforeIt() throws IOException {
        byte[] log = Files.readAllBytes(crashed.resolve("authwatch.db-wal"));
        for (int flip = 0; flip < CUTS / 3; flip++) {
            Path directory = again(flip);
            byte[] damaged = log.clone();
            damaged[(int) (withoutTheLast + flip * (whole - withoutTheLast) / (CUTS / 3))] ^= 0x40;
            Files.write(directory.resolve("authwatch.db-wal"), damaged);
            List<String> faults = NumberedCommits.faults(directory, COMMITS - 1);
            assertEquals(List.of(), faults, "flipped in step " + flip);
        }
    }

    @Test
    void logThatIsGone_leavesWhatTheDatabaseHolds_andTheLedgerUsable() throws IOException {
        Path directory = again(0);
        Files.delete(directory.resolve("authwatch.db-wal"));
        List<String> warnings = new ArrayList<>();
        try (SqliteLedger ledger = SqliteLedger.open(directory, warnings::add)) {
            long last = ledger.recover(entry -> {}).lastEvent();
            ledger.commit(NumberedCommits.commit(last + 1));
            assertEquals(last + 1, ledger.recover(entry -> {}).lastEvent());
        }
        assertEquals(List.of(), warnings);
    }
}
