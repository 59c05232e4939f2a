package io.authwatch.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A rule file as the kubelet mounts a ConfigMap: the file is a link into {@code ..data}, which is a link to the folder of
 * one version, and a new version comes by renaming a new link over {@code ..data}.
 *
 * <pre>
 *  rules.yaml ─▶ ..data/rules.yaml        ..data ─▶ ..version-2        ..version-2/rules.yaml
 * </pre>
 */
public final class MountedRules {
    private final Path folder;
    private int version;

    public MountedRules(Path folder, String text) throws IOException {
        this.folder = Files.createDirectories(folder);
        swap(text);
        Files.createSymbolicLink(file(), Path.of("..data", "rules.yaml"));
    }

    /** What {@code AUTHWATCH_RULES} names. */
    public Path file() {
        return folder.resolve("rules.yaml");
    }

    /** Swaps to a new text, in one step as seen from outside. */
    public void swap(String text) throws IOException {
        version++;
        Path content = Files.createDirectory(folder.resolve("..version-" + version));
        Files.writeString(content.resolve("rules.yaml"), text);
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), content.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path old = folder.resolve("..version-" + (version - 1));
        if (Files.exists(old)) {
            Files.delete(old.resolve("rules.yaml"));
            Files.delete(old);
        }
    }
}
