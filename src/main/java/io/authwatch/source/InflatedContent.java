package io.authwatch.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file that gzip compressed, inflated as it is read: what it holds is never in memory at once, nor on the disk.
 *
 * <pre>
 *   |first| · · · passed · · · |· · · window · · ·| · · · still compressed · · ·
 *   0                       windowAt          windowAt + windowLength      octetsMax at most
 * </pre>
 *
 * Reading runs forward; what is read again (a line that was begun, the first octets) is still there.
 */
final class InflatedContent implements Content {
    /** Two reads of a tail: of what the last one brought nothing is gone. */
    private static final int WINDOW_OCTETS = 4 * FileDesk.READ_OCTETS;

    private static final int STREAM_OCTETS = 8_192;

    private final FileChannel file;
    private final long octetsMax;
    private final InputStream inflating;
    private byte[] window = new byte[STREAM_OCTETS];
    private final byte[] first;
    private long windowAt;
    private int windowLength;
    private boolean ended;
    private @Nullable Fault fault;

    /**
     * Takes an open file over.
     *
     * @param octetsMax what it is inflated to at most
     * @throws ZipException if it is none of gzip's
     */
    InflatedContent(FileChannel file, long octetsMax) throws IOException {
        this.file = file;
        this.octetsMax = octetsMax;
        try {
            this.inflating = new GZIPInputStream(
                    new BufferedInputStream(Channels.newInputStream(file), STREAM_OCTETS), STREAM_OCTETS);
        } catch (EOFException e) {
            throw new ZipException("it is empty or cut off");
        }
        while (windowLength < FileHead.OCTETS_MAX && inflate()) {}
        this.first = Arrays.copyOf(window, Math.min(windowLength, FileHead.OCTETS_MAX));
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        while (at >= end() && inflate()) {}
        if (at >= end()) {
            return -1;
        }
        if (at >= windowAt) {
            return copy(window, (int) (at - windowAt), windowLength, into);
        }
        if (at < first.length) {
            return copy(first, (int) at, first.length, into);
        }
        throw new IOException("a compressed file is not read backwards");
    }

    private static int copy(byte[] from, int start, int end, ByteBuffer into) {
        int octets = Math.min(end - start, into.remaining());
        into.put(from, start, octets);
        return octets;
    }

    /** Whether there was more. */
    private boolean inflate() throws IOException {
        if (ended) {
            return false;
        }
        if (windowLength == window.length) {
            makeRoom();
        }
        int room = (int) Math.min(window.length - windowLength, octetsMax - end());
        int octets = room == 0 ? -1 : inflate(room);
        if (octets < 0) {
            ended = true;
            if (room == 0) {
                fault = Fault.TOO_LARGE;
            }
            return false;
        }
        windowLength += octets;
        return true;
    }

    private int inflate(int room) throws IOException {
        try {
            return inflating.read(window, windowLength, room);
        } catch (ZipException | EOFException damaged) {
            fault = Fault.DAMAGED;
            return -1;
        }
    }

    private void makeRoom() {
        if (window.length < WINDOW_OCTETS) {
            window = Arrays.copyOf(window, 2 * window.length);
            return;
        }
        int half = window.length / 2;
        System.arraycopy(window, half, window, 0, half);
        windowAt += half;
        windowLength = half;
    }

    private long end() {
        return windowAt + windowLength;
    }

    @Override
    public long size() {
        return ended ? end() : Long.MAX_VALUE;
    }

    @Override
    public boolean reaches(long octets) throws IOException {
        while (end() < octets && inflate()) {}
        return end() >= octets;
    }

    @Override
    public long left(long consumed) throws IOException {
        return Math.max(0, end() - consumed) + (ended ? 0 : Math.max(0, file.size() - file.position()));
    }

    @Override
    public boolean mayChange() {
        return false;
    }

    @Override
    public @Nullable Fault fault() {
        return fault;
    }

    @Override
    public void close() throws IOException {
        inflating.close();
        file.close();
    }
}
