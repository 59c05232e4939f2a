package io.authwatch.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** The password of the user {@code admin}: the setting's, else one that was made at the first start and kept. */
public final class AdminPassword {
    /** The file's name in the data directory. */
    static final String FILE = "admin-password";

    /** 144 bits: 24 characters. */
    private static final int RANDOM_OCTETS = 18;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final byte[] digest;
    private final String place;

    private AdminPassword(String password, String place) {
        this.digest = digest(password);
        this.place = place;
    }

    /**
     * The password in force.
     *
     * @param configured the setting, if it has a value
     * @param dataDir where a made password is kept; made if it is missing
     * @throws UncheckedIOException if it can be neither read nor kept
     */
    public static AdminPassword of(Optional<String> configured, Path dataDir) {
        return configured
                .map(password -> new AdminPassword(password.strip(), "the setting authwatch.admin-password"))
                .orElseGet(() -> ofFile(dataDir.resolve(FILE)));
    }

    /** Where a person finds it; never the password itself. */
    public String place() {
        return place;
    }

    /** Whether {@code guess} is it, in a time that does not tell how much of it is right. */
    boolean matches(String guess) {
        return MessageDigest.isEqual(digest, digest(guess));
    }

    private static AdminPassword ofFile(Path file) {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                make(file);
            }
            close(file);
            String password =
                    Files.readString(file).lines().findFirst().orElse("").strip();
            if (password.isEmpty()) {
                throw new IOException("the password file " + file + " is empty; remove it, and a new one is made");
            }
            return new AdminPassword(password, "the file " + file.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[RANDOM_OCTETS];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().encodeToString(random);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory, permissions(file, OWNER_ONLY_DIRECTORY));
        }
        Files.createFile(file, permissions(file, OWNER_ONLY));
        Files.writeString(file, password + "\n", StandardOpenOption.WRITE);
    }

    /** A restored backup may have opened it to others. */
    private static void close(Path file) throws IOException {
        if (isPosix(file) && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private static FileAttribute<?>[] permissions(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
