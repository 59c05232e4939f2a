package io.authwatch.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Unpacks SQLite's library into the data directory, once a version. Left alone the driver does so into the temporary
 * directory at every start, which takes half of the time that opening a ledger takes, leaves 1 MiB behind at every
 * SIGKILL, and fails where /tmp is mounted noexec.
 */
final class NativeLibrary {
    /** The driver's settings (its README, "Configuration of the native library"). */
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";

    private static final String NAME_PROPERTY = "org.sqlite.lib.name";
    private static final String DIRECTORY = "native";

    private NativeLibrary() {}

    /**
     * Lets the driver load the library from {@code dataDirectory}, unless somebody has set where to load it from. Without
     * effect once the driver has loaded it. If this fails, the driver goes its own way.
     */
    static synchronized void prepare(Path dataDirectory) {
        if (System.getProperty(PATH_PROPERTY) != null) {
            return;
        }
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in != null) {
                Path library = unpacked(in, dataDirectory.resolve(DIRECTORY));
                System.setProperty(PATH_PROPERTY, String.valueOf(library.getParent()));
                System.setProperty(NAME_PROPERTY, String.valueOf(library.getFileName()));
            }
        } catch (IOException e) {
            System.clearProperty(PATH_PROPERTY);
        }
    }

    private static Path unpacked(InputStream in, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path library = directory.resolve("sqlite-" + SQLiteJDBCLoader.getVersion() + "-" + System.getProperty("os.arch")
                + "-" + LibraryLoaderUtil.getNativeLibName());
        if (!Files.exists(library)) {
            // Whole or not at all: a crash must not leave half a library under the final name.
            Path part = directory.resolve("part");
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
        }
        return library;
    }
}
