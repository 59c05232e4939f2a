package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.pipeline.Happenings;
import io.authwatch.source.FileSettings.From;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F1 step by step: rotations between two looks, and in the middle of one. Each file holds one line, its number. */
class GenerationsTest {
    private static final int REUSE_TRIES = 200;
    private static final long STEP_NANOS = 10_000_000_000L;

    @TempDir
    Path folder;

    private final byte[] buffer = new byte[64 << 10];
    private final List<String> lines = new ArrayList<>();
    private Path log = Path.of("");
    private int files;
    private long nanos;

    @Nullable
    private Runnable whileOpening;

    @Nullable
    private Generations generations;

    @BeforeEach
    void begin() throws IOException {
        log = folder.resolve("auth.log");
        write();
        FileSettings settings = new FileSettings(log, "vm", From.START, false);
        SourceLimits.Files limits = SourceLimits.Files.DEFAULTS;
        generations = new Generations(settings, limits, Happenings.NONE, place -> {
            Runnable once = whileOpening;
            whileOpening = null;
            if (once != null) {
                once.run();
            }
            return Generation.open(place, 0, limits, false);
        });
        Objects.requireNonNull(generations.begin(target()));
        read();
    }

    @AfterEach
    void close() throws IOException {
        generations().close();
    }

    private Generations generations() {
        return Objects.requireNonNull(generations);
    }

    private Place target() throws IOException {
        return Objects.requireNonNull(generations().path().look());
    }

    private void write() throws IOException {
        Files.writeString(log, files++ + "\n");
    }

    private void rotate() throws IOException {
        shift();
        Files.move(log, rotated(1, ""));
        write();
    }

    private void shift() throws IOException {
        for (int number = files; number > 0; number--) {
            for (String form : List.of("", ".gz")) {
                if (Files.exists(rotated(number, form))) {
                    Files.move(rotated(number, form), rotated(number + 1, form));
                }
            }
        }
    }

    private Path rotated(int number, String form) {
        return folder.resolve("auth.log." + number + form);
    }

    private void compress(int number) throws IOException {
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(rotated(number, ".gz")))) {
            Files.copy(rotated(number, ""), gzip);
        }
        Files.delete(rotated(number, ""));
    }

    /** The log is rotated and compressed at once, and the next one has its inode, if the file system gives it again. */
    private void rotateOntoTheSameInode() {
        try {
            long inode = FileIdentity.look(log).identity().inode();
            shift();
            Files.move(log, rotated(1, ""));
            compress(1);
            for (int tries = 0; tries < REUSE_TRIES; tries++) {
                Path made = folder.resolve("made" + tries);
                Files.writeString(made, files + "\n");
                if (FileIdentity.look(made).identity().inode() == inode || tries == REUSE_TRIES - 1) {
                    Files.move(made, log);
                    break;
                }
            }
            files++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look() throws IOException {
        generations().follow(target(), nanos);
    }

    private void read() throws IOException {
        Generation front = Objects.requireNonNull(generations().front());
        while (front.read(buffer, this::line) == Generation.Found.PROGRESS) {}
    }

    private void line(byte[] array, int from, int to, boolean cut) {
        lines.add(new String(array, from, to - from, StandardCharsets.US_ASCII));
    }

    /** Time passes until all is read. */
    private List<String> all() throws IOException {
        for (int steps = 0; steps < 4 * files; steps++) {
            nanos += STEP_NANOS;
            look();
            read();
            if (generations().mayLeave(nanos)) {
                generations().leave();
            }
        }
        return lines;
    }

    private List<String> written() {
        List<String> written = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            written.add(String.valueOf(file));
        }
        return written;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 20})
    void f1_rotationsBetweenTwoLooks(int rotations) throws IOException {
        for (int i = 0; i < rotations; i++) {
            rotate();
        }
        assertEquals(written(), all());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 20})
    void f1_rotationsBetweenTwoLooks_compressedAtOnce(int rotations) throws IOException {
        for (int i = 0; i < rotations; i++) {
            rotate();
            compress(1);
        }
        assertEquals(written(), all());
    }

    @Test
    void f1_rotationWhileWeOpen_whoseInodeIsGivenAgain() throws IOException {
        rotate();
        whileOpening = this::rotateOntoTheSameInode;
        look();
        assertEquals(written(), all());
    }

    @Test
    void f1_whatStandsAfterAFileThatVanished_isFoundBetweenTheLooks() throws IOException {
        Files.delete(log);
        write();
        look();
        rotate();
        rotate();
        look();
        assertEquals(written(), all());
    }
}
