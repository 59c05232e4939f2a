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
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rotated files beside a tailed one, by name: {@code auth.log.1}, {@code auth.log.0} (logrotate(8), savelog(8)),
 * {@code auth.log-20261123}, {@code auth.log-20261123-1793}, {@code auth.log.2026-11-23} (logrotate's {@code dateext}),
 * each with {@code .gz} too. While both are there, as when gzip(1) is at work, the compressed one is not among them.
 */
final class Siblings {
    /** What is added to a name when its file is rotated; the number, or the date, is told by a group. */
    private static final Pattern ROTATED =
            Pattern.compile("(?:\\.(\\d{1,6})|[-.](\\d{4}-?\\d{2}-?\\d{2}[-.T_]?\\d{0,14}))(\\.gz)?");

    private static final Pattern ROTATED_NAME = Pattern.compile("(?<own>.+?)" + ROTATED.pattern());

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
    record Sibling(Place place, boolean dated, String age) {
        private boolean isCompressedFormOf(Sibling other) {
            return place.compressed() && !other.place.compressed() && dated == other.dated && age.equals(other.age);
        }
    }

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
        List<Sibling> all = List.copyOf(found);
        found.removeIf(sibling -> all.stream().anyMatch(sibling::isCompressedFormOf));
        found.sort(Comparator.comparing(Sibling::age));
        return new Siblings(found);
    }

    private static @Nullable Sibling sibling(Path path, String suffix) throws IOException {
        Matcher rotated = ROTATED.matcher(suffix);
        if (!rotated.matches()) {
            return null;
        }
        String number = rotated.group(1);
        String age = number == null
                ? rotated.group(2)
                : String.format(Locale.ROOT, "%06d", 999_999 - Integer.parseInt(number));
        try {
            FileIdentity.Seen seen = FileIdentity.look(path);
            Place place = new Place(path, seen.identity(), rotated.group(3) != null);
            return seen.regular() ? new Sibling(place, number == null, age) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The name that a file had before it was rotated, if it looks so; else its own. */
    static String ownName(String name) {
        Matcher rotated = ROTATED_NAME.matcher(name);
        return rotated.matches() ? rotated.group("own") : name;
    }

    /** Whether another look found the same: in the middle of a rotation it would not. */
    boolean isLike(Siblings other) {
        return oldestFirst.equals(other.oldestFirst);
    }

    /** The sibling that is the file {@code identity}, or null. */
    @Nullable
    Sibling find(FileIdentity identity) {
        return oldestFirst.stream()
                .filter(sibling -> sibling.place().identity().equals(identity))
                .findFirst()
                .orElse(null);
    }

    /** The sibling that has an inode of this number and is not compressed, or null. */
    @Nullable
    Place find(long inode) {
        return oldestFirst.stream()
                .map(Sibling::place)
                .filter(place -> place.identity().inode() == inode && !place.compressed())
                .findFirst()
                .orElse(null);
    }

    /** The newest compressed sibling that was {@code file}, which is held open, or null. */
    @Nullable
    Sibling compressed(Generation file, SourceLimits.Files limits) throws IOException {
        for (Sibling sibling : newestFirst()) {
            if (sibling.place().compressed()) {
                try (Generation compressed = Generation.open(sibling.place(), 0, limits, true)) {
                    if (compressed != null && compressed.beginsAs(file)) {
                        return sibling;
                    }
                }
            }
        }
        return null;
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
