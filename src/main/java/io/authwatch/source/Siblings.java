package io.authwatch.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rotated files beside a tailed one, by name: {@code auth.log.1}, {@code auth.log.0} (logrotate(8), savelog(8)),
 * {@code auth.log-20261123}, {@code auth.log-20261123-1793}, {@code auth.log.2026-11-23} (logrotate's {@code dateext}).
 * Compressed ones are not among them.
 */
final class Siblings {
    private static final Pattern NUMBERED = Pattern.compile("\\.(\\d{1,6})");
    private static final Pattern DATED = Pattern.compile("[-.](\\d{4}-?\\d{2}-?\\d{2}[-.T_]?\\d{0,14})");

    private final List<Sibling> oldestFirst;

    private Siblings(List<Sibling> oldestFirst) {
        this.oldestFirst = oldestFirst;
    }

    /**
     * One rotated file.
     *
     * @param dated whether its name tells a date, not a number
     * @param age orders files of one kind, oldest first
     */
    record Sibling(Path path, FileIdentity identity, boolean dated, String age) {}

    /** Looks beside {@code path}. */
    static Siblings of(Path path) throws IOException {
        List<Sibling> found = new ArrayList<>();
        String name = path.getFileName().toString();
        Path folder = path.toAbsolutePath().getParent();
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(
                folder, other -> other.getFileName().toString().startsWith(name))) {
            for (Path other : beside) {
                Sibling sibling = sibling(other, other.getFileName().toString().substring(name.length()));
                if (sibling != null) {
                    found.add(sibling);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            // The folder is gone, and all that was in it.
            found.clear();
        }
        found.sort(Comparator.comparing(Sibling::age));
        return new Siblings(found);
    }

    private static @Nullable Sibling sibling(Path path, String suffix) throws IOException {
        Matcher number = NUMBERED.matcher(suffix);
        Matcher date = DATED.matcher(suffix);
        boolean numbered = number.matches();
        if (!numbered && !date.matches()) {
            return null;
        }
        try {
            FileIdentity.Seen seen = FileIdentity.look(path);
            String age = numbered ? String.format("%06d", 999_999 - Integer.parseInt(number.group(1))) : date.group(1);
            return seen.regular() ? new Sibling(path, seen.identity(), !numbered, age) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The sibling that is the file {@code identity}, or null. */
    @Nullable
    Sibling find(FileIdentity identity) {
        return oldestFirst.stream()
                .filter(sibling -> sibling.identity().equals(identity))
                .findFirst()
                .orElse(null);
    }

    /** Those that were rotated after {@code sibling}, oldest first. */
    List<Sibling> newerThan(Sibling sibling) {
        return oldestFirst.stream()
                .filter(other -> other.dated() == sibling.dated() && other.age().compareTo(sibling.age()) > 0)
                .toList();
    }

    /** All, newest first. */
    List<Sibling> newestFirst() {
        List<Sibling> reversed = new ArrayList<>(oldestFirst);
        Collections.reverse(reversed);
        return reversed;
    }
}
