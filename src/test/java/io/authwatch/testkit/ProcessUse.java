package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process uses of its machine, as the kernel counts it (proc(5)). */
public final class ProcessUse {
    /** USER_HZ, which Linux has as 100 on every machine that Java runs on. */
    private static final long TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;

    private final Path proc;

    public ProcessUse(Program program) {
        this.proc = Path.of("/proc", Long.toString(program.pid()));
    }

    /** Octets that are in memory now. */
    public long residentOctets() {
        return octets("VmRSS");
    }

    /** The most that there ever were. */
    public long residentOctetsMax() {
        return octets("VmHWM");
    }

    private long octets(String field) {
        Matcher kibibytes = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(read("status"));
        if (!kibibytes.find()) {
            throw new IllegalStateException("no " + field);
        }
        return Long.parseLong(kibibytes.group(1)) << 10;
    }

    /** Time on processors, of all of its threads, since it began. */
    public Duration processorTime() {
        String[] fields = read("stat").replaceFirst(".*\\) ", "").split(" ");
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
        return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    }

    private String read(String file) {
        try {
            return Files.readString(proc.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
