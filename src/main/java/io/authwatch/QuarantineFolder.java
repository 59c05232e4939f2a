package io.authwatch;

import io.authwatch.pipeline.Quarantine;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Keeps the octets of messages that made our code throw, one file each, the first {@value #FILES_MAX} of them. */
final class QuarantineFolder implements Quarantine {
    /** Files that are kept; what comes then is counted only. */
    static final int FILES_MAX = 100;

    private final Path folder;
    private final InstantSource clock;
    private final AtomicInteger files = new AtomicInteger(-1);

    /** In the folder {@code quarantine} of the data directory, which is made with the first message. */
    QuarantineFolder(Path dataDir, InstantSource clock) {
        this.folder = dataDir.resolve("quarantine");
        this.clock = clock;
    }

    @Override
    public void take(Input input, byte[] octets, Throwable mistake) {
        try {
            files.compareAndSet(-1, there());
            if (files.get() < FILES_MAX) {
                int number = files.incrementAndGet();
                String name = clock.millis() + "-" + number + "-" + input.label();
                Files.write(folder.resolve(name), octets, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        } catch (IOException noRoom) {
            // It is counted and told all the same.
        }
    }

    private int there() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (Stream<Path> all = Files.list(folder)) {
            return (int) all.limit(FILES_MAX).count();
        }
    }
}
