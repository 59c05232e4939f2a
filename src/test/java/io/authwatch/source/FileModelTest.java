package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of a file, its rotation and our crashes against a model: the list of lines that were written. Without
 * a loss that no reader could avoid, what is committed at the end is exactly that list. A failure prints its seed.
 */
class FileModelTest {
    private static final int HISTORIES = Integer.getInteger("histories", 60);
    private static final int STEPS = 120;
    private static final int GENERATIONS = 30;

    @TempDir
    Path temporary;

    private @Nullable FileTail tail;

    /** What the history holds besides writes, reads, commits, crashes. */
    enum Kind {
        /** Renamed; nothing is ever lost. */
        RENAME,
        /** Copied, then truncated; the writer appends. Nothing is lost here since nobody writes in between. */
        COPY_TRUNCATE,
        /** Truncated without a copy, or removed while nobody reads: what was not read may be lost, nothing else. */
        LOSSES
    }

    @AfterEach
    void close() {
        if (tail != null) {
            tail.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomHistories_commitWhatWasWritten(Kind kind) throws IOException {
        for (int i = 0; i < HISTORIES; i++) {
            long seed = 7_000L * kind.ordinal() + i;
            try {
                new History(kind, seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(kind + ", seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private final class History {
        private final Kind kind;
        private final Random random;
        private final Path log;
        private final Writer writer = new Writer();
        private final Told told = new Told();
        private final SteppedClock clock = new SteppedClock();
        private final List<String> written = new ArrayList<>();
        private String half = "";

        History(Kind kind, long seed) throws IOException {
            this.kind = kind;
            this.random = new Random(seed);
            this.log =
                    Files.createDirectory(temporary.resolve(kind + "-" + seed)).resolve("auth.log");
            writer.hold();
            // A file of which nothing is known yet has no position to come back to: begin with one that was seen.
            append("the beginning\n");
            written.add("the beginning");
            begin();
            read(1_000);
            writer.commit(1_000);
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> writeLine();
                    case 4 -> writeHalf();
                    case 5, 6 -> read(1 + random.nextInt(6));
                    case 7 -> read(1_000);
                    case 8 -> writer.commit(random.nextInt(4));
                    case 9 -> clock.step(Duration.ofMillis(random.nextInt(8_000)));
                    case 10 -> rotate();
                    default -> crash();
                }
            }
            end();
        }

        private void begin() {
            close();
            SourceLimits.Files limits = SourceLimits.Files.DEFAULTS;
            Downstream downstream = new Downstream(writer::lane, writer, told, clock.clocks());
            tail = new FileTail(
                    new FileSettings(log, "vm", From.START, false),
                    writer.position(),
                    downstream,
                    limits,
                    new FileDesk(downstream, limits),
                    () -> {});
        }

        private void append(String text) throws IOException {
            Files.write(
                    log, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        private void writeLine() throws IOException {
            String rest = written.size() + " ".repeat(random.nextInt(3)) + "x".repeat(random.nextInt(400));
            append(rest + "\n");
            written.add(half + rest);
            half = "";
        }

        private void writeHalf() throws IOException {
            String more = "half of ";
            append(more);
            half += more;
        }

        private void read(int steps) {
            FileTail.Next next = FileTail.Next.MORE;
            for (int i = 0; i < steps && next == FileTail.Next.MORE; i++) {
                next = Objects.requireNonNull(tail).step();
            }
        }

        private void crash() {
            if (random.nextInt(4) == 0) {
                writer.crash();
                begin();
            }
        }

        private void rotate() throws IOException {
            if (!Files.exists(log) || random.nextInt(3) != 0) {
                return;
            }
            finishHalf();
            switch (kind) {
                case RENAME -> rename();
                case COPY_TRUNCATE -> copyTruncate();
                case LOSSES -> lose();
            }
        }

        private void finishHalf() throws IOException {
            if (!half.isEmpty()) {
                writeLine();
            }
        }

        private void rename() throws IOException {
            shift(GENERATIONS);
            Files.move(log, sibling(1));
        }

        private void shift(int generations) throws IOException {
            Files.deleteIfExists(sibling(generations));
            for (int generation = generations - 1; generation > 0; generation--) {
                if (Files.exists(sibling(generation))) {
                    Files.move(sibling(generation), sibling(generation + 1));
                }
            }
        }

        /** A file that is filled and truncated between two looks cannot be told from one that was empty: look before. */
        private void copyTruncate() throws IOException {
            writeLine();
            for (int looks = 0; looks < 3; looks++) {
                clock.step(Duration.ofSeconds(5));
                read(1_000);
            }
            for (int lines = random.nextInt(4); lines > 0; lines--) {
                writeLine();
            }
            if (random.nextInt(3) == 0) {
                writer.crash();
                begin();
            }
            shift(GENERATIONS);
            Files.copy(log, sibling(1));
            Files.write(log, new byte[0]);
        }

        private void lose() throws IOException {
            switch (random.nextInt(3)) {
                case 0 -> Files.write(log, new byte[0]);
                case 1 -> Files.delete(log);
                default -> rename();
            }
        }

        private Path sibling(int generation) {
            return log.resolveSibling("auth.log." + generation);
        }

        private void end() throws IOException {
            if (kind == Kind.RENAME && random.nextBoolean()) {
                writer.crash();
                begin();
            }
            finishHalf();
            append("the end\n");
            written.add("the end");
            for (int i = 0; i < 30; i++) {
                read(1_000);
                writer.commit(1_000);
                clock.step(Duration.ofSeconds(5));
            }
            check(writer.texts());
        }

        private static List<String> brief(List<String> lines) {
            return lines.stream().map(line -> line.replaceAll("x+", "x")).toList();
        }

        private void check(List<String> committed) {
            if (kind != Kind.LOSSES) {
                assertEquals(brief(written), brief(committed), () -> String.valueOf(told.lines));
                return;
            }
            assertEquals(new HashSet<>(committed).size(), committed.size(), "a line came twice");
            assertEquals("the end", committed.get(committed.size() - 1));
            int at = 0;
            for (String line : committed) {
                while (at < written.size() && !written.get(at).equals(line)) {
                    at++;
                }
                assertTrue(at < written.size(), "a line that was not written, or out of order: " + line);
            }
        }
    }
}
