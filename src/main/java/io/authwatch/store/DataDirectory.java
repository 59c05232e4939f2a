package io.authwatch.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The directory that the ledger lives in, held by this process alone until it is closed.
 *
 * <pre>
 *  authwatch.db       the ledger; -wal and -shm beside it belong to it
 *  authwatch.lock     locked while a process holds the directory; empty
 *  authwatch.reserve  zeros, see {@link Reserve}
 *  native/            SQLite's library, unpacked anew by each start
 * </pre>
 */
final class DataDirectory implements AutoCloseable {
    /** The ledger's file. */
    static final String DATABASE = "authwatch.db";

    static final String LOCK = "authwatch.lock";

    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> OWNER_ONLY_FILE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    /**
     * Held by this process. A second channel on a lock file must not even be opened: closing it would give up the lock of
     * the first (POSIX: all locks of a process on a file go with any of its descriptors).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel lockFile;

    private DataDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if need be, and takes hold of it.
     *
     * @param warnings told what is not as it should be, one line each
     * @throws CannotOpenLedger if it cannot be made, written to, or is held by another process
     */
    static DataDirectory open(Path path, Consumer<String> warnings) {
        Path directory = made(path.toAbsolutePath().normalize());
        if (!HELD.add(directory)) {
            throw inUse(directory);
        }
        try {
            DataDirectory held = new DataDirectory(directory, locked(directory));
            held.prepare(warnings);
            return held;
        } catch (IOException e) {
            HELD.remove(directory);
            throw new CannotOpenLedger(
                    "data directory " + directory + " is not writable for user " + System.getProperty("user.name")
                            + ": " + reason(e),
                    e);
        } catch (RuntimeException e) {
            HELD.remove(directory);
            throw e;
        }
    }

    private static Path made(Path directory) {
        try {
            boolean existed = Files.isDirectory(directory);
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
            Path real = directory.toRealPath();
            Path parent = real.getParent();
            if (!existed && parent != null) {
                force(parent);
            }
            return real;
        } catch (FileAlreadyExistsException e) {
            throw new CannotOpenLedger("data directory " + directory + " is a file: a directory is expected", e);
        } catch (IOException e) {
            throw new CannotOpenLedger("data directory " + directory + " cannot be made: " + reason(e), e);
        }
    }

    /** Makes a directory's own entries durable: SQLite does that inside of ours, nobody for the one that holds it. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileChannel locked(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY_FILE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process under another class loader: the channel stays open, or its lock would go.
            throw inUse(directory);
        }
        channel.close();
        throw inUse(directory);
    }

    private static CannotOpenLedger inUse(Path directory) {
        return new CannotOpenLedger("data directory " + directory + " is in use by another Authwatch: stop that one,"
                + " or give this one its own authwatch.data-dir");
    }

    private void prepare(Consumer<String> warnings) throws IOException {
        try {
            FileSystems.check(directory, warnings);
            makePrivate(warnings);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /** An empty file is an empty database to SQLite, and its other files get the mode of this one. */
    private void makePrivate(Consumer<String> warnings) throws IOException {
        Path database = database();
        try {
            Files.createFile(database, OWNER_ONLY_FILE);
        } catch (FileAlreadyExistsException e) {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(database))) {
                narrow(database, warnings);
            }
        }
    }

    private static void narrow(Path database, Consumer<String> warnings) {
        try {
            Files.setPosixFilePermissions(database, OWNER_ONLY);
        } catch (IOException e) {
            warnings.accept("others may read " + database + ", and its mode cannot be changed: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : e.getClass().getSimpleName();
    }

    Path path() {
        return directory;
    }

    Path database() {
        return directory.resolve(DATABASE);
    }

    /** Gives the directory up. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of " + directory + " cannot be given up", e);
        } finally {
            HELD.remove(directory);
        }
    }
}
