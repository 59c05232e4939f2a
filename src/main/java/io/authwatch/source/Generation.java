package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.wire.FrameSink;
import io.authwatch.wire.LineCutter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.ZipException;
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
    private final Content file;
    private final FileHead head;
    private final FileMark mark = new FileMark();
    private final LineCutter cutter;
    /** Whether nobody writes to it any more: a copy of a file that was then truncated, or a compressed one. */
    private final boolean complete;

    private long consumed;
    private long lineEnd;
    private long sizeRead = -1;

    private Generation(FileIdentity identity, Content file, long offset, int lineOctetsMax, boolean complete)
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
     * @param complete whether nobody writes to it any more; so it is with every compressed file
     * @return null if the path leads to another file by now, or to one that cannot be inflated
     */
    static @Nullable Generation open(Place place, long offset, SourceLimits.Files limits, boolean complete)
            throws IOException {
        for (int tries = 0; tries < OPEN_TRIES; tries++) {
            FileIdentity.Seen before = FileIdentity.look(place.path());
            if (!before.regular() || !before.identity().equals(place.identity())) {
                return null;
            }
            FileChannel file =
                    FileChannel.open(place.path(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            if (FileIdentity.look(place.path()).identity().equals(place.identity())) {
                return opened(file, place, offset, limits, complete);
            }
            file.close();
        }
        return null;
    }

    private static @Nullable Generation opened(
            FileChannel file, Place place, long offset, SourceLimits.Files limits, boolean complete)
            throws IOException {
        try {
            Content content =
                    place.compressed() ? new InflatedContent(file, limits.inflatedOctetsMax()) : new PlainContent(file);
            return new Generation(
                    place.identity(), content, offset, limits.lineOctetsMax(), complete || place.compressed());
        } catch (ZipException noneOfGzip) {
            file.close();
            return null;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Delivers the lines of one read into {@code buffer}, which must hold more than the longest line. */
    Found read(byte[] buffer, FrameSink lines) throws IOException {
        long size = file.size();
        if (size < consumed) {
            return Found.TRUNCATED;
        }
        int octets = size == sizeRead ? 0 : fill(buffer);
        // After the read: what was read of a file that was truncated meanwhile must not be delivered.
        if (!isWhatWasRead()) {
            return Found.TRUNCATED;
        }
        if (size == sizeRead) {
            return Found.END;
        }
        sizeRead = octets < buffer.length ? consumed + octets : -1;
        return take(buffer, octets, lines) ? Found.PROGRESS : Found.END;
    }

    private boolean isWhatWasRead() throws IOException {
        return !file.mayChange() || (head.matches(file) && mark.matches(file, lineEnd));
    }

    private int fill(byte[] buffer) throws IOException {
        return file.fill(ByteBuffer.wrap(buffer), consumed);
    }

    private boolean take(byte[] buffer, int octets, FrameSink lines) {
        int cut = cutter.cut(buffer, 0, octets, lines);
        head.grow(buffer, 0, cut);
        consumed += cut;
        endAt(consumed - cutter.openOctets(), buffer, cut);
        return cut > 0;
    }

    /** The last line that was delivered ends at {@code offset}, {@code cut} octets of the buffer having been consumed. */
    private void endAt(long offset, byte[] buffer, int cut) {
        int inBuffer = (int) Math.max(0, cut - (consumed - offset));
        if (offset > lineEnd && inBuffer > 0) {
            mark.set(buffer, 0, inBuffer);
        }
        lineEnd = offset;
    }

    /** Delivers a last line that has no end and will get none. */
    void finish(byte[] buffer, FrameSink lines) throws IOException {
        int octets = fill(buffer);
        if (isWhatWasRead()) {
            cutter.end(buffer, 0, octets, lines);
            consumed += octets;
            endAt(consumed, buffer, octets);
        }
    }

    /** The same file, to be read anew from its start. This one must not be used any more. */
    Generation restarted(int lineOctetsMax) throws IOException {
        return new Generation(identity, file, 0, lineOctetsMax, complete);
    }

    /** Moves to the beginning of the last line: what stands before it is old. */
    void toLastLine(byte[] buffer) throws IOException {
        toLineAt(file.size(), buffer);
    }

    /** Moves to the beginning of the line that {@code offset}, which is within the file, falls into. */
    void toLineAt(long offset, byte[] buffer) throws IOException {
        long from = Math.max(0, offset - buffer.length);
        int end = file.fill(ByteBuffer.wrap(buffer, 0, (int) (offset - from)), from);
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        moveTo(end > 0 ? from + end : from == 0 ? 0 : offset);
    }

    private void moveTo(long offset) throws IOException {
        consumed = offset;
        lineEnd = offset;
        head.replace(FileHead.of(file, offset));
        mark.set(file, offset);
    }

    /** Whether this is the file that a position speaks of, and still holds what was read of it. */
    boolean continues(FilePosition position) throws IOException {
        boolean same = head.matches(position) && file.reaches(position.offset()) && FileMark.matches(position, file);
        if (same) {
            mark.set(file, position.offset());
        }
        return same;
    }

    /** Whether this holds what was read of another file. */
    boolean isCopyOf(Generation other) throws IOException {
        boolean same = other.consumed > 0
                && other.head.matches(file)
                && file.reaches(other.lineEnd)
                && other.mark.matches(file, other.lineEnd);
        if (same) {
            mark.set(file, lineEnd);
        }
        return same;
    }

    /** Whether this begins with the first octets of another file, which has some. */
    boolean beginsAs(Generation other) throws IOException {
        FileHead its = FileHead.of(other.file, FileHead.OCTETS_MAX);
        return its.lengthBefore(Long.MAX_VALUE) > 0 && its.matches(file);
    }

    FilePosition position(String path) {
        int headOctets = head.lengthBefore(lineEnd);
        return new FilePosition(
                path, identity.device(), identity.inode(), lineEnd, head.hash(headOctets), headOctets, mark.text());
    }

    boolean isEmpty() throws IOException {
        return !file.reaches(1);
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
        return file.left(consumed);
    }

    /** Why what should come after its end is lost, or null. */
    Content.@Nullable Fault fault() {
        return file.fault();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
