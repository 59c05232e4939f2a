package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.wire.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineFolderTest {
    private static final Input TCP = Input.TCP;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L));

    @TempDir
    Path data;

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(data.resolve("quarantine"))) {
            return all.sorted().toList();
        }
    }

    @Test
    void octets_areKeptAsTheyCame_forTheOwnerAlone() throws IOException {
        new QuarantineFolder(data, CLOCK).take(TCP, new byte[] {0, -1, 10}, new IllegalStateException());
        assertEquals("1700000000000-1-tcp", files().get(0).getFileName().toString());
        assertArrayEquals(new byte[] {0, -1, 10}, Files.readAllBytes(files().get(0)));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("quarantine"))));
    }

    @Test
    void flood_isBounded_acrossStartsToo() throws IOException {
        for (int start = 0; start < 3; start++) {
            QuarantineFolder folder = new QuarantineFolder(
                    data, InstantSource.fixed(CLOCK.instant().plusSeconds(start)));
            for (int i = 0; i < 60; i++) {
                folder.take(TCP, new byte[] {1}, new IllegalStateException());
            }
        }
        assertEquals(QuarantineFolder.FILES_MAX, files().size());
    }

    @Test
    void folderThatCannotBeMade_failsNobody() throws IOException {
        Files.writeString(data.resolve("quarantine"), "a file");
        new QuarantineFolder(data, CLOCK).take(TCP, new byte[] {1}, new IllegalStateException());
        assertEquals("a file", Files.readString(data.resolve("quarantine")));
    }
}
