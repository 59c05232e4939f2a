package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The first octets of a file, at most 1,024 and never more than were read of it: they tell a file from another one that
 * has its inode, and from itself after a truncation.
 */
final class FileHead {
    static final int OCTETS_MAX = 1_024;

    private final byte[] octets = new byte[OCTETS_MAX];
    private int length;

    /** The head of a file that was read up to {@code offset}. */
    static FileHead of(Content file, long offset) throws IOException {
        FileHead head = new FileHead();
        int wanted = (int) Math.min(OCTETS_MAX, offset);
        head.length = read(file, head.octets, wanted);
        return head;
    }

    private static int read(Content file, byte[] into, int wanted) throws IOException {
        return file.fill(ByteBuffer.wrap(into, 0, wanted), 0);
    }

    /** Grows by what was read on from where it ends. */
    void grow(byte[] array, int from, int to) {
        int more = Math.min(to - from, OCTETS_MAX - length);
        System.arraycopy(array, from, octets, length, more);
        length += more;
    }

    void replace(FileHead other) {
        System.arraycopy(other.octets, 0, octets, 0, other.length);
        length = other.length;
    }

    /** Whether the file still begins with it. */
    boolean matches(Content file) throws IOException {
        byte[] now = new byte[length];
        return read(file, now, length) == length && Arrays.equals(now, 0, length, octets, 0, length);
    }

    /** Whether it is the head that a position speaks of. */
    boolean matches(FilePosition position) {
        return length >= position.headOctets() && hash(position.headOctets()) == position.head();
    }

    /** How much of it lies before {@code offset}. */
    int lengthBefore(long offset) {
        return (int) Math.min(length, offset);
    }

    /** The hash of its first {@code count} octets. */
    long hash(int count) {
        return hash(octets, count);
    }

    /** The first 8 octets of the SHA-256 of the first {@code count} octets. */
    static long hash(byte[] octets, int count) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, 0, count);
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
