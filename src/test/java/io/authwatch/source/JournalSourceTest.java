package io.authwatch.source;

import static io.authwatch.source.FakeJournalctl.entry;
import static io.authwatch.source.FakeJournalctl.json;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Intake;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSourceTest {
    private static final JournalLimits LIMITS =
            new JournalLimits(200, 1_000, 100_000, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(20));
    private static final Clocks CLOCKS = new Clocks(() -> Instant.EPOCH.plusNanos(1_500_000_000), () -> 0);
    private static final String FIELDS = "--no-pager --all --no-tail --output=json --output-fields="
            + "MESSAGE,SYSLOG_IDENTIFIER,SYSLOG_PID,SYSLOG_FACILITY,PRIORITY,_COMM,_PID,_HOSTNAME";
    private static final String MATCHES = " SYSLOG_FACILITY=4 SYSLOG_FACILITY=10";

    @TempDir
    Path folder;

    private final Told told = new Told();
    private final Writer writer = new Writer();
    private FakeJournalctl journalctl;

    @BeforeEach
    void fake() {
        journalctl = new FakeJournalctl(folder);
    }

    private JournalSource source(List<String> program, List<String> units, Intake intake) {
        JournalSettings settings =
                new JournalSettings(program, "vm", EnumSet.of(Facility.AUTH, Facility.AUTHPRIV), units);
        Downstream downstream = new Downstream(writer::lane, intake, told, CLOCKS);
        return new JournalSource(settings, writer.position(), downstream, LIMITS, new Waker());
    }

    private JournalSource started() {
        JournalSource source = source(journalctl.program(), List.of(), writer);
        source.start();
        return source;
    }

    /** Ends with the numbers of these entries. */
    private void awaitEntries(Integer... numbers) {
        List<String> expected =
                List.of(numbers).stream().map(number -> "line " + number).toList();
        await().untilAsserted(() -> assertEquals(
                expected,
                writer.texts().stream()
                        .map(text -> text.substring(text.indexOf("line ")))
                        .toList()));
    }

    @Test
    void firstStart_readsFromNowOn_andTheNextOneAfterTheCursor() {
        journalctl.run(1, "exit 0").run(2, entry(7) + "; " + entry(8));
        try (JournalSource source = started()) {
            awaitEntries(7, 8);
        }
        assertEquals(
                List.of(FIELDS + " --since=@1.500000" + MATCHES, FIELDS + " --follow --since=@1.500000" + MATCHES),
                journalctl.calls());
        assertEquals(FilePosition.journal(8, "s=1;i=8"), writer.position());
        assertEquals(
                "<86>1 1970-01-01T00:00:00.000008Z - - - - - line 8",
                writer.texts().get(1));
        journalctl.run(3, entry(9) + "; exit 0");
        try (JournalSource source = started()) {
            await().until(() -> journalctl.calls().size() == 4);
        }
        awaitEntries(7, 8, 9);
        assertEquals(
                List.of(FIELDS + " --cursor=s=1;i=8" + MATCHES, FIELDS + " --follow --cursor=s=1;i=9" + MATCHES),
                journalctl.calls().subList(2, 4));
        assertEquals(3, told.received(Input.JOURNAL));
        assertEquals(List.of("started journal journal", "started journal journal"), told.lines);
    }

    @Test
    void firstStart_isDurable_beforeAnEntryComes() {
        try (JournalSource source = started()) {
            await().until(() -> FilePosition.journal(1_500_000, "").equals(writer.position()));
        }
    }

    @Test
    void units_areReadInsteadOfFacilities() {
        try (JournalSource source = source(journalctl.program(), List.of("ssh.service", "a@*.service"), writer)) {
            source.start();
            await().until(() -> journalctl.calls().size() == 1);
        }
        String call = journalctl.calls().get(0);
        assertTrue(call.endsWith("000 --unit=ssh.service --unit=a@*.service"), call);
    }

    @Test
    void end_startsItAgain_afterTheLastEntry_andAPartOfAnEntryComesAgain() {
        journalctl
                .run(1, "exit 0")
                .run(2, entry(1) + "; printf '{\"__CURSOR\":\"s=1'; echo 'it broke' >&2; exit 3")
                .run(3, entry(2));
        try (JournalSource source = started()) {
            awaitEntries(1, 2);
        }
        assertEquals(
                FIELDS + " --follow --cursor=s=1;i=1" + MATCHES,
                journalctl.calls().get(2));
        assertEquals(
                List.of(
                        "started journal journal",
                        "troubled journal: journalctl ended with code 3: it broke",
                        "started journal journal"),
                told.lines);
        assertEquals(0, told.dropped(Input.JOURNAL, DropReason.UNREADABLE));
    }

    @Test
    void refusedCursor_isToldOnce_andTheTimeIsGoneBy_withoutTheLastEntryTwice() {
        journalctl.run(1, entry(1) + "; exit 0");
        try (JournalSource source = started()) {
            await().until(() -> journalctl.calls().size() == 2);
        }
        journalctl
                .run(3, "echo 'Failed to seek to cursor: Invalid argument' >&2; exit 1")
                .run(4, entry(1) + "; " + entry(2) + "; exit 0");
        try (JournalSource source = started()) {
            awaitEntries(1, 2);
            await().until(() -> journalctl.calls().size() == 5);
        }
        assertEquals(FIELDS + " --since=@0.000001" + MATCHES, journalctl.calls().get(3));
        assertEquals(
                FIELDS + " --follow --cursor=s=1;i=2" + MATCHES,
                journalctl.calls().get(4));
        assertEquals(
                1,
                told.count(
                        "troubled journal: the journal does not take the kept cursor, going on with its entries since"
                                + " 1970-01-01T00:00:00.000001Z: Failed to seek to cursor: Invalid argument"));
        assertEquals(2, told.received(Input.JOURNAL));
    }

    @Test
    void missingProgram_isToldInOneLine_andTriedAgain() {
        String none = folder.resolve("none").toString();
        try (JournalSource source = source(List.of(none), List.of(), writer)) {
            source.start();
            await().until(() -> told.lines.size() >= 2);
        }
        // what follows the name is the JDK's own: "error=2, No such file or directory" on 17, "Exec failed, …" on 25
        String line = told.lines.get(0);
        assertTrue(
                line.startsWith(
                        "troubled journal: journalctl cannot be run (is systemd installed?): Cannot run program \""
                                + none + "\": "),
                line);
        assertTrue(line.contains("No such file or directory"), line);
    }

    @Test
    void complaintOfARunThatWentWell_isTold() {
        journalctl.run(1, "echo 'No journal files were opened due to insufficient permissions.' >&2; exit 0");
        try (JournalSource source = started()) {
            await().until(() -> journalctl.calls().size() == 2);
        }
        assertEquals(
                List.of("troubled journal: No journal files were opened due to insufficient permissions."), told.lines);
    }

    @Test
    void strangeLines_areCounted_andLongMessagesCut() {
        journalctl.run(
                1,
                String.join(
                        "\n",
                        "echo nonsense",
                        "echo '" + json(1, "\"" + "a".repeat(2_000) + "\"") + "'",
                        "echo '" + json(2, "\"" + "b".repeat(300) + "\"") + "'",
                        entry(3)));
        try (JournalSource source = started()) {
            await().until(() -> writer.count() == 2);
        }
        assertEquals(1, told.dropped(Input.JOURNAL, DropReason.UNREADABLE));
        assertEquals(1, told.dropped(Input.JOURNAL, DropReason.OVERSIZE));
        assertEquals(4, told.received(Input.JOURNAL));
        assertEquals(200, writer.frames().get(0).text().length());
        assertTrue(writer.frames().get(0).cut());
        assertFalse(writer.frames().get(1).cut());
    }

    @Test
    void fullWriter_stopsTheReading_andNothingIsLost() {
        journalctl.run(
                1,
                "i=1; while [ $i -le 20000 ]; do echo '" + json(5, "\"n\"").replace("i=5", "i='$i'")
                        + "'; i=$((i+1)); done; echo > done");
        writer.hold();
        try (JournalSource source = started()) {
            await().until(() -> writer.takenOctets() >= LIMITS.inFlightOctetsMax());
            await().during(Duration.ofMillis(200)).until(() -> writer.takenOctets() < 2 * LIMITS.inFlightOctetsMax());
            assertFalse(folder.resolve("done").toFile().exists(), "journalctl waits for us");
            writer.goOn();
            await().until(() -> writer.count() == 20_000);
        }
        assertEquals("s=1;i=20000", position().cursor());
    }

    @Test
    void mistakeOfOurs_isTold_andNothingIsLost() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Intake intake = (Batch batch) -> {
            if (batch.messages() > 0 && broken.getAndSet(false)) {
                throw new IllegalStateException("broken once");
            }
            return writer.offer(batch);
        };
        journalctl.run(1, entry(1)).run(2, entry(2));
        try (JournalSource source = source(journalctl.program(), List.of(), intake)) {
            source.start();
            awaitEntries(1, 2);
        }
        assertEquals(
                1,
                told.count("troubled journal: a mistake of ours, trying again:"
                        + " java.lang.IllegalStateException: broken once"));
    }

    @Test
    void close_endsJournalctlAndTheThread() throws Exception {
        journalctl.run(1, "echo $$ > pid; exec sleep 1000");
        JournalSource source = started();
        await().until(() -> folder.resolve("pid").toFile().length() > 0);
        long pid = Long.parseLong(
                java.nio.file.Files.readString(folder.resolve("pid")).strip());
        source.close();
        assertTrue(ProcessHandle.of(pid).isEmpty(), "journalctl ended");
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("journal")));
        assertEquals(List.of(), told.lines);
    }

    private FilePosition position() {
        FilePosition position = writer.position();
        assertNotNull(position);
        return position;
    }
}
