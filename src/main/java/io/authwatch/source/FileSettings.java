package io.authwatch.source;

import java.nio.file.Path;

/**
 * Which file to tail, and how.
 *
 * @param path the file
 * @param host the host of lines that name none: this machine's name
 * @param from where to begin with a file of which nothing is known
 * @param followLinks whether the path may be a symbolic link; its folder always may
 */
public record FileSettings(Path path, String host, From from, boolean followLinks) {
    /** Where to begin with a file of which nothing is known. A file that appears later is always read from its start. */
    public enum From {
        /** What is in it already is old news: only what is appended from now on. */
        END,
        START
    }
}
