package io.authwatch.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Room that is kept in a file of zeros for the time when the storage is full: then it is given back, and what the program
 * itself has to commit, such as the notification that tells of it, finds room.
 *
 * <pre>
 *  KEPT ── full ──▶ OPEN ── twice as much is free: enough to keep, and to go on with ──▶ KEPT
 * </pre>
 */
final class Reserve {
    /** Its name in the data directory. */
    static final String FILE = "authwatch.reserve";

    private static final int CHUNK_OCTETS = 1 << 20;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final long octets;
    private boolean opened;
    private boolean kept;

    /** A reserve of so many octets in a directory; 0: none. */
    Reserve(Path directory, long octets) {
        this.file = directory.resolve(FILE);
        this.octets = octets;
    }

    /** Gives the room back; answers whether there was some. */
    boolean open() {
        try (FileChannel channel = channel()) {
            boolean some = channel.size() > 0;
            channel.truncate(0);
            opened |= some;
            kept &= !some;
            return some;
        } catch (IOException e) {
            return false;
        }
    }

    /** Keeps the room, unless it is kept; answers whether it is. */
    boolean keep() {
        if (kept) {
            return true;
        }
        try {
            long size = Files.exists(file) ? Files.size(file) : 0;
            kept = size == octets || (octets == 0 && Files.deleteIfExists(file)) || fill(size);
            opened &= !kept;
            return kept;
        } catch (IOException e) {
            return false;
        }
    }

    /** A reserve that is larger than it is to be gives some back. */
    private boolean fill(long size) throws IOException {
        long wanted = octets - size + (opened ? octets : 0);
        if (wanted > Files.getFileStore(file.getParent()).getUsableSpace()) {
            return false;
        }
        try (FileChannel channel = channel()) {
            try {
                channel.truncate(octets);
                write(channel);
                channel.force(true);
                return true;
            } catch (IOException e) {
                channel.truncate(0);
                return false;
            }
        }
    }

    private void write(FileChannel channel) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(CHUNK_OCTETS);
        long at = channel.size();
        while (at < octets) {
            zeros.clear().limit((int) Math.min(CHUNK_OCTETS, octets - at));
            at += channel.write(zeros, at);
        }
    }

    private FileChannel channel() throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
    }
}
