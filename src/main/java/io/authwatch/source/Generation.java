package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.wire.FrameSink;
import io.authwatch.wire.LineCutter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file that the tailed path leads to, or once led to, held open while it is read: its name may change or go.
 *
 * <pre>
 *   |· · · · lines read · · · ·|· · begun, no line end yet · ·|
 *   0                      consumed                          size
 * </pre>
 *
 * What is begun is read again when there is more of it, so that nothing but an offset is kept between two reads.
 */
final class Generation implements AutoCloseable {
    private static final int OPEN_TRIES = 3;

    private final FileIdentity identity;
    private final FileChannel file;
    private final FileHead head;
    private final LineCutter cutter;
    /** Whether nobody writes to it any more: a copy of a file that was then truncated. */
    private final boolean complete;

    private long consumed;
    private long lineEnd;
    private long sizeRead = -1;

    private Generation(FileIdentity identity, FileChannel file, long offset, int lineOctetsMax, boolean complete)
            throws IOException {
        this.identity = identity;
        this.file = file;
        this.head = FileHead.of(file, offset);
        this.cutter = new LineCutter(lineOctetsMax);
        this.complete = complete;
        this.consumed = offset;
        this.lineEnd = offset;
    }

    /** What a read found. */
    enum Found {
        /** Lines were delivered, or octets passed over. */
        PROGRESS,
        /** Nothing more for now. */
        END,
        /** What was read before is not there any more. */
        TRUNCATED
    }

    /**
     * Opens a regular file at an offset.
     *
     * @return null if the path leads to another file by now
     */
    static @Nullable Generation open(Path path, FileIdentity identity, long offset, int lineOctetsMax, boolean complete)
            throws IOException {
        for (int tries = 0; tries < OPEN_TRIES; tries++) {
            FileIdentity.Seen before = FileIdentity.look(path);
            if (!before.regular() || !before.identity().equals(identity)) {
                return null;
            }
            FileChannel file = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            if (FileIdentity.look(path).identity().equals(identity)) {
                return new Generation(identity, file, offset, lineOctetsMax, complete);
            }
            file.close();
        }
        return null;
    }

    /** Delivers the lines of one read into {@code buffer}, which must hold more than the longest line. */
    Found read(byte[] buffer, FrameSink lines) throws IOException {
        long size = file.size();
        if (size < consumed) {
            return Found.TRUNCATED;
        }
        int octets = size == sizeRead ? 0 : fill(buffer);
        // After the read: what was read of a file that was truncated meanwhile must not be delivered.
        if (!head.matches(file)) {
            return Found.TRUNCATED;
        }
        if (size == sizeRead) {
            return Found.END;
        }
        sizeRead = octets < buffer.length ? consumed + octets : -1;
        return take(buffer, octets, lines) ? Found.PROGRESS : Found.END;
    }

    private int fill(byte[] buffer) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer);
        while (into.hasRemaining() && file.read(into, consumed + into.position()) >= 0) {}
        return into.position();
    }

    private boolean take(byte[] buffer, int octets, FrameSink lines) {
        int cut = cutter.cut(buffer, 0, octets, lines);
        head.grow(buffer, 0, cut);
        consumed += cut;
        lineEnd = consumed - cutter.openOctets();
        return cut > 0;
    }

    /** Delivers a last line that has no end and will get none. */
    void finish(byte[] buffer, FrameSink lines) throws IOException {
        int octets = fill(buffer);
        if (head.matches(file)) {
            cutter.end(buffer, 0, octets, lines);
            consumed += octets;
        }
        lineEnd = consumed;
    }

    /** The same file, to be read anew from its start. This one must not be used any more. */
    Generation restarted(int lineOctetsMax) throws IOException {
        return new Generation(identity, file, 0, lineOctetsMax, complete);
    }

    /** Moves to the beginning of the last line: what stands before it is old. */
    void toLastLine(byte[] buffer) throws IOException {
        long size = file.size();
        long from = Math.max(0, size - buffer.length);
        ByteBuffer into = ByteBuffer.wrap(buffer);
        while (into.hasRemaining() && file.read(into, from + into.position()) >= 0) {}
        int end = into.position();
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        moveTo(end > 0 ? from + end : from == 0 ? 0 : size);
    }

    private void moveTo(long offset) throws IOException {
        consumed = offset;
        lineEnd = offset;
        head.replace(FileHead.of(file, offset));
    }

    /** Whether this is the file that a position speaks of, and still holds what was read of it. */
    boolean continues(FilePosition position) throws IOException {
        return file.size() >= position.offset() && head.matches(position);
    }

    /** Whether this begins with what was read of another file, and holds more. */
    boolean isCopyOf(Generation other) throws IOException {
        return other.consumed > 0 && file.size() >= other.consumed && other.head.matches(file);
    }

    FilePosition position(String path) {
        int headOctets = head.lengthBefore(lineEnd);
        return new FilePosition(path, identity.device(), identity.inode(), lineEnd, head.hash(headOctets), headOctets);
    }

    boolean isEmpty() throws IOException {
        return file.size() == 0;
    }

    FileIdentity identity() {
        return identity;
    }

    boolean complete() {
        return complete;
    }

    long lineEnd() {
        return lineEnd;
    }

    /** Octets that are not delivered yet. */
    long lag() throws IOException {
        return Math.max(0, file.size() - consumed);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
