package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last octets before the place that a file was read to, at most 64: they tell it from a file that begins alike, and
 * from itself once it was truncated and has grown again. Kept in a position as {@code 64:0123456789abcdef}: how many they
 * are, and their hash.
 */
final class FileMark {
    private static final int OCTETS_MAX = 64;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,2}):([0-9a-f]{16})");

    private byte[] octets = new byte[0];

    /** Moves to the end of {@code array[from..to)}. */
    void set(byte[] array, int from, int to) {
        octets = Arrays.copyOfRange(array, Math.max(from, to - OCTETS_MAX), to);
    }

    /** Moves to where a file was read to, before this. */
    void set(Content content, long offset) throws IOException {
        octets = read(content, offset, (int) Math.min(OCTETS_MAX, offset));
    }

    private static byte[] read(Content content, long offset, int wanted) throws IOException {
        byte[] read = new byte[wanted];
        int octets = content.fill(ByteBuffer.wrap(read), offset - wanted);
        return octets == wanted ? read : new byte[0];
    }

    /** Whether a file has the same octets before {@code offset}. */
    boolean matches(Content content, long offset) throws IOException {
        return octets.length == 0 || Arrays.equals(octets, read(content, offset, octets.length));
    }

    /** As a position keeps it. */
    String text() {
        return text(octets);
    }

    private static String text(byte[] octets) {
        return octets.length + ":" + String.format("%016x", FileHead.hash(octets, octets.length));
    }

    /** Whether a file has the octets that a position speaks of; one without a mark speaks of none. */
    static boolean matches(FilePosition position, Content content) throws IOException {
        Matcher text = TEXT.matcher(position.cursor());
        if (!text.matches()) {
            return true;
        }
        int octets = (int) Math.min(Integer.parseInt(text.group(1)), position.offset());
        return text(read(content, position.offset(), octets)).equals(position.cursor());
    }
}
