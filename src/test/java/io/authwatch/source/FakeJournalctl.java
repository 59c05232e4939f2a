package io.authwatch.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A script in journalctl's place: it notes its arguments, then does what the test wrote for this run: {@code run-1},
 * {@code run-2}, and for all later ones {@code run}.
 */
final class FakeJournalctl {
    private final Path folder;

    FakeJournalctl(Path folder) {
        this.folder = folder;
        write("journalctl", """
                cd '%s'
                echo "$*" >> calls
                n=$(wc -l < calls)
                [ -f run-$n ] && . ./run-$n
                . ./run
                """.formatted(folder));
        write("run", "exec sleep 1000");
    }

    List<String> program() {
        return List.of("/bin/sh", folder.resolve("journalctl").toString());
    }

    /** What run {@code number}, 1 and up, does; what does not exit goes on as all later runs. */
    FakeJournalctl run(int number, String shell) {
        write("run-" + number, shell + "\n");
        return this;
    }

    /** What all other runs do. */
    FakeJournalctl otherwise(String shell) {
        write("run", shell + "\n");
        return this;
    }

    /** The arguments of each run so far. */
    List<String> calls() {
        try {
            Path calls = folder.resolve("calls");
            return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that prints the entry {@code number}. */
    static String entry(int number) {
        return "echo '" + json(number, "\"line " + number + "\"") + "'";
    }

    /** An entry with a message that is JSON already. */
    static String json(int number, String message) {
        return "{\"__CURSOR\":\"s=1;i=%d\",\"__REALTIME_TIMESTAMP\":\"%d\",\"SYSLOG_FACILITY\":\"10\",\"PRIORITY\":\"6\",\"MESSAGE\":%s}"
                .formatted(number, number, message);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
