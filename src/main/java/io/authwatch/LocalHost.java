package io.authwatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine's name, as the kernel has it: no resolver is asked, for it might not answer. */
final class LocalHost {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private LocalHost() {}

    /** The name; {@code localhost} where it cannot be read. */
    static String name() {
        try {
            String name = Files.readString(KERNEL).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException unreadable) {
            String name = System.getenv("HOSTNAME");
            return name == null || name.isBlank() ? "localhost" : name;
        }
    }
}
