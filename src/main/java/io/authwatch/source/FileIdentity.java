package io.authwatch.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Which file a path leads to: not its name, which changes, but where it is on the disk. */
record FileIdentity(long device, long inode) {
    /** Of a file that was not there. */
    static final FileIdentity NONE = new FileIdentity(0, 0);

    /**
     * What stands at a path, links not followed.
     *
     * @param regular whether it is a regular file: nothing else may be opened, a pipe would hang the thread
     * @param octets its size
     */
    record Seen(FileIdentity identity, boolean regular, boolean link, long octets) {}

    /** Looks at {@code path}. */
    static Seen look(Path path) throws IOException {
        Map<String, Object> stat =
                Files.readAttributes(path, "unix:dev,ino,size,isRegularFile,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
        return new Seen(
                new FileIdentity(number(stat, "dev"), number(stat, "ino")),
                Boolean.TRUE.equals(stat.get("isRegularFile")),
                Boolean.TRUE.equals(stat.get("isSymbolicLink")),
                number(stat, "size"));
    }

    private static long number(Map<String, Object> stat, String name) {
        return stat.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
