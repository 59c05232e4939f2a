package io.authwatch;

import io.authwatch.rule.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one reading of the rule file refers to: the recipients that have a key, and the files that it includes. Of a folder those are read that run-parts(8) would take, and
 * logcheck with it: plain files whose names are letters, digits, {@code _} and {@code -} alone, so no backup and nothing
 * that a package manager left behind. Remembers how each looked, to see a change without reading.
 */
final class IncludedFiles implements Surroundings {
    /** Files that one rule file may include. */
    static final int FILES_MAX = 1_000;
    /** What they may hold together: 16 MiB. */
    static final int OCTETS_MAX = 16 << 20;

    private static final Pattern TAKEN = Pattern.compile("[A-Za-z0-9_-]+");

    private final Path ruleFile;
    private final Set<String> keyed;
    private final Map<Path, List<String>> looks = new HashMap<>();
    private int files;
    private int octets;

    /**
     * @param ruleFile the rule file: relative paths begin at its folder
     * @param keyed the names of the recipients that have a key
     */
    IncludedFiles(Path ruleFile, Set<String> keyed) {
        this.ruleFile = ruleFile;
        this.keyed = keyed;
    }

    @Override
    public Optional<Set<String>> recipients() {
        return Optional.of(keyed);
    }

    @Override
    public List<Included> folder(String path) throws Unreadable {
        Path place = ruleFile.resolveSibling(path);
        looks.put(place, look(place));
        try {
            List<Included> read = new ArrayList<>();
            for (Path file : Files.isDirectory(place) ? taken(place) : List.of(place)) {
                read.add(new Included(file.toString(), text(file)));
            }
            return read;
        } catch (IOException unreadable) {
            throw new Unreadable(why(unreadable));
        }
    }

    /** Whether one of the places that were asked for looks different now. */
    boolean changed() {
        return looks.entrySet().stream().anyMatch(known -> !look(known.getKey()).equals(known.getValue()));
    }

    /** Each file's name, size, identity and time of change; empty for what is not there. */
    private static List<String> look(Path place) {
        List<String> look = new ArrayList<>();
        try {
            for (Path file : Files.isDirectory(place) ? taken(place) : List.of(place)) {
                BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
                look.add(file + " " + is.size() + " " + is.fileKey() + " " + is.lastModifiedTime() + " "
                        + Files.isReadable(file));
            }
        } catch (IOException changing) {
            look.add(why(changing));
        }
        return look;
    }

    private static List<Path> taken(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> TAKEN.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
        }
    }

    private String text(Path file) throws IOException, Unreadable {
        if (++files > FILES_MAX) {
            throw new Unreadable("more than " + FILES_MAX + " files");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] read = in.readNBytes(OCTETS_MAX - octets + 1);
            octets += read.length;
            if (octets > OCTETS_MAX) {
                throw new Unreadable("the files hold more than " + OCTETS_MAX + " octets (16 MiB) together");
            }
            return new String(read, StandardCharsets.UTF_8);
        }
    }

    private static String why(IOException unreadable) {
        if (unreadable instanceof NoSuchFileException) {
            return "there is no such folder or file";
        }
        return unreadable instanceof AccessDeniedException denied
                ? "permission denied for " + denied.getFile()
                : String.valueOf(unreadable.getMessage());
    }
}
