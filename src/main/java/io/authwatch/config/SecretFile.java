package io.authwatch.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A file whose first line is a secret, as Kubernetes and systemd mount them. */
final class SecretFile {
    static final String EXPECTED = "a file that only this user or its group may read";
    private static final Kind<Secret> KIND = new Kinds.PushoverKey();

    private SecretFile() {}

    /** Its secret; else nothing, and the line that says why goes to {@code faults}. */
    static Optional<Secret> read(String key, Path path, Consumer<String> faults) {
        try {
            if (!Files.isRegularFile(path)) {
                String wrong = Files.exists(path) ? "is no file" : "is not there";
                faults.accept(Faults.line(key, "'" + path + "' " + wrong, EXPECTED));
                return Optional.empty();
            }
            if (isOpenToOthers(path)) {
                faults.accept(
                        Faults.line(key, "'" + path + "' can be read by everybody", EXPECTED + ": chmod o= " + path));
                return Optional.empty();
            }
            return secret(key, path, faults);
        } catch (IOException e) {
            faults.accept(Faults.line(key, "'" + path + "' cannot be read", EXPECTED));
            return Optional.empty();
        }
    }

    private static Optional<Secret> secret(String key, Path path, Consumer<String> faults) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            String line = reader.readLine();
            Secret secret = line == null ? null : KIND.convert(line);
            if (secret == null) {
                faults.accept(Faults.line(key, "the first line of '" + path + "' is no Pushover key", KIND.expected()));
            }
            return Optional.ofNullable(secret);
        }
    }

    static boolean isOpenToOthers(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
