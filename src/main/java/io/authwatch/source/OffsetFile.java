package io.authwatch.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What logtail2(8) and pygtail remember of a file in {@code auth.log.offset}: two lines, each a decimal number. What
 * follows them is not looked at.
 *
 * @param inode the inode's number, 1 and up; of which device nobody says
 * @param octets how many were read, 0 and up: whether the file has so many is for its reader to ask
 */
record OffsetFile(long inode, long octets) {
    /** Two numbers of 19 digits, as many as a {@code long} has, and blanks around them. */
    static final int OCTETS_MAX = 64;

    private static final Pattern TEXT =
            Pattern.compile("[ \\t]*(\\d{1,19})[ \\t]*\\r?\\n[ \\t]*(\\d{1,19})[ \\t]*(\\r?\\n.*)?", Pattern.DOTALL);

    /**
     * What its octets say; null if they are none of an offset file. Only the first {@value #OCTETS_MAX} are looked at: where
     * there are more, a number that they end with may be cut.
     */
    static @Nullable OffsetFile parse(byte[] octets) {
        int seen = Math.min(octets.length, OCTETS_MAX);
        Matcher text = TEXT.matcher(new String(octets, 0, seen, StandardCharsets.ISO_8859_1));
        if (!text.matches() || (seen < octets.length && text.group(3) == null)) {
            return null;
        }
        try {
            long inode = Long.parseLong(text.group(1));
            return inode == 0 ? null : new OffsetFile(inode, Long.parseLong(text.group(2)));
        } catch (NumberFormatException aboveEveryFile) {
            return null;
        }
    }

    /**
     * Reads one.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it is of no use; its reason says why
     */
    static OffsetFile read(Path path) throws IOException {
        if (!FileIdentity.look(path).regular()) {
            throw new FileSystemException(path.toString(), null, "it is not a regular file");
        }
        byte[] octets;
        try (InputStream file = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            octets = file.readNBytes(OCTETS_MAX + 1);
        }
        OffsetFile parsed = parse(octets);
        if (parsed == null) {
            throw new FileSystemException(path.toString(), null, "it does not begin with two lines of a number each");
        }
        return parsed;
    }
}
