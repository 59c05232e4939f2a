package io.authwatch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Knows the file systems on which a ledger keeps less than it promises. */
final class FileSystems {
    /** As the kernel names them in /proc/mounts. */
    private static final Set<String> NETWORK =
            Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "9p", "virtiofs");

    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");

    private FileSystems() {}

    /** Warns about the file system of {@code directory}, if there is cause. */
    static void check(Path directory, Consumer<String> warnings) throws IOException {
        String warning = warning(directory, Files.getFileStore(directory).type());
        if (warning != null) {
            warnings.accept(warning);
        }
    }

    /** What to say of a directory on a file system of this type, or null. */
    static @Nullable String warning(Path directory, String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (NETWORK.contains(name) || name.startsWith("fuse.")) {
            return "data directory " + directory + " is on " + type + ": locks and fsync cannot be relied on there,"
                    + " and a crash may lose or damage the ledger; set authwatch.data-dir to a local disk";
        }
        if (MEMORY.contains(name)) {
            return "data directory " + directory + " is on " + type + ": the ledger is gone after a reboot;"
                    + " set authwatch.data-dir to a disk";
        }
        return null;
    }
}
