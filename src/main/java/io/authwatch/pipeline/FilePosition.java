package io.authwatch.pipeline;

/**
 * How far a file, or the systemd journal, was read. Committed at line ends only, with the effects of the lines before
 * it.
 *
 * @param path the path that is tailed, or {@code journal}
 * @param device the device's number
 * @param inode the inode's number
 * @param offset octets from the file's start, 0 and up: where the next line begins. Of the journal: when the last entry
 *     was received, microseconds since 1970
 * @param head a hash of the file's first octets, so that a reused inode is told from the file it was
 * @param headOctets how many octets the hash covers, 0 to 1,024
 * @param cursor the journal's name for the last entry that was read, empty if there was none; of a file how many octets
 *     before the offset tell it from another one, and their hash
 */
public record FilePosition(
        String path, long device, long inode, long offset, long head, int headOctets, String cursor) {
    private static final String JOURNAL = "journal";

    /** A file's. */
    public FilePosition(String path, long device, long inode, long offset, long head, int headOctets) {
        this(path, device, inode, offset, head, headOctets, "");
    }

    /** The journal's: {@code micros} since 1970. */
    public static FilePosition journal(long micros, String cursor) {
        return new FilePosition(JOURNAL, 0, 0, micros, 0, 0, cursor);
    }
}
