package io.authwatch.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A path that is tailed: what stands there now, and whether it may be read. */
final class TailedPath {
    private final Path path;
    private final boolean followLinks;

    TailedPath(FileSettings settings) {
        this.path = settings.path();
        this.followLinks = settings.followLinks();
    }

    /**
     * Looks at the path, opening nothing.
     *
     * @return null if there is nothing
     * @throws IOException if what is there may not be read
     */
    @Nullable
    Place look() throws IOException {
        try {
            Path target = followLinks ? path.toRealPath() : path;
            FileIdentity.Seen seen = FileIdentity.look(target);
            if (seen.link()) {
                throw new FileSystemException(
                        path.toString(), null, "it is a symbolic link: name the file that it leads to");
            }
            if (!seen.regular()) {
                throw new FileSystemException(path.toString(), null, "it is not a regular file");
            }
            return new Place(target, seen.identity());
        } catch (NoSuchFileException | FileNotFoundException e) {
            return null;
        }
    }

    /** Where the rotated files are: beside the file itself. */
    Path folderEntry() throws IOException {
        try {
            return followLinks ? path.toRealPath() : path;
        } catch (NoSuchFileException e) {
            return path;
        }
    }

    /** One line that says what is in the way. */
    static String why(IOException trouble) {
        if (trouble instanceof AccessDeniedException) {
            return "it may not be read by the user that this program runs as";
        }
        String reason = trouble instanceof FileSystemException system ? system.getReason() : null;
        return reason != null ? reason : trouble.toString();
    }
}
