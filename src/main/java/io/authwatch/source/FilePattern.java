package io.authwatch.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Several files in one path: {@code *}, {@code ?} and {@code [ab]} stand for parts of one name, as in
 * {@code /var/log/remote/*&#47;auth.log}. Rotated files, compressed ones and offset files are never among them, and no
 * folder is entered through a symbolic link that a wildcard found.
 */
final class FilePattern {
    private static final Pattern WILD = Pattern.compile("[*?\\[]");
    private static final Pattern NO_LOG =
            Pattern.compile(".*\\.(gz|xz|bz2|zst|Z|offset|swp|dpkg-\\w+)|.*\\.\\d{1,6}|.*~");

    private final Path root;
    private final List<PathMatcher> names;

    /** Of an absolute path without {@code ..}. */
    FilePattern(Path path) {
        Path fixed = path.getRoot();
        int at = 0;
        while (at < path.getNameCount() && !isWild(path.getName(at))) {
            fixed = fixed.resolve(path.getName(at));
            at++;
        }
        this.root = fixed;
        this.names = IntStream.range(at, path.getNameCount())
                .mapToObj(name -> matcher(path.getName(name).toString()))
                .toList();
    }

    /** Of one name; hidden files are found only by a pattern that begins with the dot. */
    private static PathMatcher matcher(String name) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
        boolean hidden = name.startsWith(".");
        return entry -> matcher.matches(entry) && hidden == entry.toString().startsWith(".");
    }

    /** Whether a path, or one name of it, has wildcards. */
    static boolean isWild(Path path) {
        return WILD.matcher(path.toString()).find();
    }

    /** The folder before the first wildcard. */
    Path root() {
        return root;
    }

    /**
     * The files that are there now, in the order of their names.
     *
     * @param known what was found before: what was rotated of it is not among them, though it be gone itself
     * @throws IOException if a folder before the first wildcard cannot be read
     */
    SortedSet<Path> files(Set<Path> known) throws IOException {
        List<Path> folders = List.of(root);
        for (PathMatcher name : names.subList(0, names.size() - 1)) {
            folders = below(folders, name, true);
        }
        SortedSet<Path> all = new TreeSet<>(below(folders, names.get(names.size() - 1), false));
        SortedSet<Path> logs = new TreeSet<>(all);
        logs.removeIf(file -> {
            Path own = file.resolveSibling(Siblings.ownName(file.getFileName().toString()));
            return NO_LOG.matcher(file.getFileName().toString()).matches()
                    || (!own.equals(file) && (all.contains(own) || known.contains(own)));
        });
        return logs;
    }

    private List<Path> below(List<Path> folders, PathMatcher name, boolean wantFolders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            try (DirectoryStream<Path> entries =
                    Files.newDirectoryStream(folder, entry -> name.matches(entry.getFileName()))) {
                for (Path entry : entries) {
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) == wantFolders) {
                        found.add(entry);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            } catch (NoSuchFileException | NotDirectoryException gone) {
                // One that is found is removed again; the next look will not find it.
                continue;
            } catch (IOException e) {
                if (folder.equals(root)) {
                    throw e;
                }
            }
        }
        return found;
    }
}
