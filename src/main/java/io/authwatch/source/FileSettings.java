package io.authwatch.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which file to tail, or which files, and how.
 *
 * @param path the file, or a pattern of them: see {@link FilePattern}
 * @param host the host of lines that name none: this machine's name
 * @param from where to begin with a file of which nothing is known
 * @param followLinks whether the path may be a symbolic link; its folder always may
 * @param offsets where another program's offset file is looked for, or null: nowhere
 */
public record FileSettings(
        Path path,
        String host,
        From from,
        boolean followLinks,
        @Nullable OffsetPlace offsets) {
    /** Without another program's offset file. */
    public FileSettings(Path path, String host, From from, boolean followLinks) {
        this(path, host, from, followLinks, null);
    }

    /** Where to begin with a file of which nothing is known. A file that appears later is always read from its start. */
    public enum From {
        /** What is in it already is old news: only what is appended from now on. */
        END,
        START
    }

    FileSettings at(Path file, From begin) {
        return new FileSettings(file, host, begin, followLinks, offsets);
    }
}
