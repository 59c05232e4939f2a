package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A tail in a temporary folder, stepped by hand. */
abstract class TailFixture {
    static final Duration GRACE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    final Told told = new Told();
    final Writer writer = new Writer();
    final SteppedClock clock = new SteppedClock();
    Path log = Path.of("");

    @Nullable
    FileTail tail;

    @BeforeEach
    void path() {
        log = folder.resolve("auth.log");
    }

    @AfterEach
    void close() {
        if (tail != null) {
            tail.close();
        }
    }

    void begin(From from) {
        begin(from, false, SourceLimits.Files.DEFAULTS);
    }

    void begin(From from, boolean followLinks, SourceLimits.Files limits) {
        begin(new FileSettings(log, "vm", from, followLinks), limits);
    }

    void begin(FileSettings settings, SourceLimits.Files limits) {
        close();
        Downstream downstream = new Downstream(writer::lane, writer, told, clock.clocks());
        tail = new FileTail(
                settings, writer.position(), downstream, limits, new FileDesk(downstream, limits), () -> {});
    }

    /** A crash: what was not committed is gone; then a new run from the ledger's position. */
    void restart() {
        writer.crash();
        begin(From.END);
    }

    void read() {
        FileTail.Next next = FileTail.Next.MORE;
        for (int steps = 0; next == FileTail.Next.MORE; steps++) {
            assertTrue(steps < 10_000, "a tail must come to rest");
            next = tail().step();
        }
    }

    FileTail tail() {
        return Objects.requireNonNull(tail);
    }

    void readOverGrace() {
        read();
        clock.step(GRACE);
        read();
    }

    void append(String text) throws IOException {
        append(log, text);
    }

    static void append(Path file, String text) throws IOException {
        append(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void append(Path file, byte[] octets) throws IOException {
        Files.write(file, octets, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    Path rotated(int generation) {
        return folder.resolve("auth.log." + generation);
    }

    void rotate() throws IOException {
        for (int generation = 8; generation > 0; generation--) {
            if (Files.exists(rotated(generation))) {
                Files.move(rotated(generation), rotated(generation + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(log, rotated(1));
    }
}
