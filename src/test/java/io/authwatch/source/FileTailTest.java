package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.source.FileSettings.From;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileTailTest extends TailFixture {
    private FilePosition assertNotNullPosition() {
        FilePosition position = writer.position();
        assertNotNull(position);
        return position;
    }

    @Test
    void lines_areReadOnce_withTheirOriginAndPosition() throws IOException {
        append("one\ntwo\n");
        begin(From.START);
        read();
        append("three\n");
        read();
        assertEquals(List.of("one", "two", "three"), writer.texts());
        assertEquals(log.toString(), writer.frames().get(0).origin().peer());
        assertEquals("vm", writer.frames().get(0).origin().hostOtherwise());
        FilePosition position = assertNotNullPosition();
        assertEquals(14, position.offset());
        assertEquals(14, position.headOctets());
        assertEquals(3, told.received(Input.FILE));
        assertEquals(List.of("started file " + log), told.lines);
        assertEquals(0, told.lag);
    }

    @Test
    void file_onFirstSight_isReadFromItsEnd() throws IOException {
        append("old\nolder\nhalf of a");
        begin(From.END);
        read();
        append(" line\nnew\n");
        read();
        assertEquals(List.of("half of a line", "new"), writer.texts());
    }

    @Test
    void linesWritten_whileStoppedAfterAFirstSightWithoutAnyLine_areNotOldNews() throws IOException {
        append("old\n");
        begin(From.END);
        read();
        append("while stopped\n");
        restart();
        read();
        assertEquals(List.of("while stopped"), writer.texts());
    }

    @Test
    void file_missingAtStart_isReadFromItsBeginning() throws IOException {
        begin(From.END);
        read();
        assertEquals(List.of("troubled file: there is no such file: waiting for it"), told.lines);
        append("first\n");
        read();
        assertEquals(List.of("first"), writer.texts());
        assertEquals("started file " + log, told.lines.get(1));
    }

    @Test
    void file_missingAtStart_thatAppearsWhileStopped_isReadFromItsBeginning() throws IOException {
        begin(From.END);
        read();
        append("first\n");
        restart();
        read();
        assertEquals(List.of("first"), writer.texts());
    }

    @Test
    void f6_partialLine_isKeptBack_acrossARestart() throws IOException {
        append("whole\nhal");
        begin(From.START);
        read();
        assertEquals(List.of("whole"), writer.texts());
        assertEquals(6, assertNotNullPosition().offset());
        restart();
        read();
        append("f\n");
        read();
        assertEquals(List.of("whole", "half"), writer.texts());
    }

    @Test
    void crash_repeatsWhatWasNotCommitted_andNothingElse() throws IOException {
        append("one\n");
        begin(From.START);
        read();
        writer.hold();
        append("two\n");
        read();
        append("three\n");
        read();
        writer.commit(1);
        restart();
        writer.goOn();
        read();
        assertEquals(List.of("one", "two", "three"), writer.texts());
    }

    @Test
    void batch_thatTheWriterHasNoRoomFor_isOfferedAgain() throws IOException {
        append("one\n");
        begin(From.START);
        writer.full(true);
        read();
        append("two\n");
        read();
        writer.full(false);
        read();
        assertEquals(List.of("one", "two"), writer.texts());
        assertEquals(2, told.received(Input.FILE));
    }

    @Test
    void reading_runsAheadOfTheWriter_byALimit() throws IOException {
        String lines = IntStream.range(0, 10_000)
                .mapToObj(i -> i + " " + "x".repeat(90) + "\n")
                .collect(Collectors.joining());
        append(lines);
        begin(From.START, false, SourceLimits.Files.DEFAULTS.with(200_000, Duration.ZERO, GRACE));
        writer.hold();
        read();
        assertTrue(writer.takenOctets() <= 200_000 + 131_072, "taken " + writer.takenOctets());
        writer.goOn();
        read();
        assertEquals(10_000, writer.count());
    }

    @Test
    void longLine_isCutOnce_andTheNextOneIsWhole() throws IOException {
        append("before\n" + "x".repeat(1_000_000) + "\nafter\n");
        begin(From.START);
        read();
        assertEquals(List.of("before", "x".repeat(65_536), "after"), writer.texts());
        assertEquals(
                List.of(false, true, false),
                writer.frames().stream().map(Writer.Frame::cut).toList());
    }

    @Test
    void f6_lineOf100Mebibytes_isCutOnce_andNotHeldInMemory() throws IOException {
        append("before\n");
        byte[] mebibyte = new byte[1 << 20];
        Arrays.fill(mebibyte, (byte) 'x');
        for (int i = 0; i < 100; i++) {
            append(log, mebibyte);
        }
        begin(From.START);
        read();
        assertEquals(List.of("before"), writer.texts());
        assertEquals(7, assertNotNullPosition().offset());
        append("\nafter\n");
        read();
        restart();
        read();
        assertEquals(List.of("before", "x".repeat(65_536), "after"), writer.texts());
        assertEquals(7 + (100 << 20) + 7, assertNotNullPosition().offset());
    }

    @Test
    void longLine_whoseEndIsNotThereYet_isNotPassedByThePosition() throws IOException {
        append("before\n" + "x".repeat(100_000));
        begin(From.START);
        read();
        assertEquals(7, assertNotNullPosition().offset());
        append("x".repeat(100_000) + "\nafter\n");
        read();
        assertEquals(List.of("before", "x".repeat(65_536), "after"), writer.texts());
        assertEquals(7 + 200_001 + 6, assertNotNullPosition().offset());
    }

    @Test
    void f6_oddOctets_areLines() throws IOException {
        append(log, new byte[] {'a', (byte) 0xe9, 0, 'b', '\r', '\n', (byte) 0xff, '\n'});
        begin(From.START);
        read();
        assertEquals(List.of("a\\xe9\u0000b", "\\xff"), writer.texts());
    }

    @Test
    void lag_isWhatIsNotReadYet() throws IOException {
        append("one\n");
        begin(From.START);
        read();
        append("par");
        read();
        assertEquals(3, told.lag);
    }
}
