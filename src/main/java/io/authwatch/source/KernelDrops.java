package io.authwatch.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The datagrams that the kernel dropped because nobody read them in time: the last column of {@code /proc/net/udp} and
 * {@code /proc/net/udp6} (proc(5)).
 *
 * <pre>
 *    sl  local_address rem_address   st tx_queue rx_queue tr tm-&gt;when retrnsmt   uid  timeout inode ref pointer drops
 *   372: 00000000:158A 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 28214 2 0000000000000000 17
 *   [0]  [1]           [2]           [3][4]               [5]         [6]         [7]      [8] [9] [10] [11]          [12]
 * </pre>
 */
final class KernelDrops {
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;
    private static final long WRAP_MASK = 0xffff_ffffL;

    private final List<Path> tables;
    private final Predicate<String[]> ours;
    private long latest;
    private long total;

    private KernelDrops(List<Path> tables, Predicate<String[]> ours) {
        this.tables = tables;
        this.ours = ours;
    }

    private static List<Path> tables(Path proc) {
        return List.of(proc.resolve("net/udp"), proc.resolve("net/udp6"));
    }

    /** Of the socket behind a file descriptor of this process. */
    static KernelDrops ofDescriptor(Path proc, int descriptor) throws IOException {
        String link =
                Files.readSymbolicLink(proc.resolve("self/fd/" + descriptor)).toString();
        String inode = link.replaceAll("\\D", "");
        return new KernelDrops(tables(proc), columns -> columns[INODE].equals(inode));
    }

    /** Of all sockets of a local port: where the descriptor cannot be known. */
    static KernelDrops ofPort(Path proc, int port) {
        String suffix = String.format(":%04X", port);
        return new KernelDrops(tables(proc), columns -> columns[LOCAL_ADDRESS].endsWith(suffix));
    }

    /**
     * How many there were since the socket was opened. The kernel counts in 32 bits; this goes on counting.
     *
     * @throws IOException if the tables cannot be read
     */
    synchronized long total() throws IOException {
        long now = 0;
        for (Path table : tables) {
            now += drops(table);
        }
        total += (now - latest) & WRAP_MASK;
        latest = now;
        return total;
    }

    private long drops(Path table) throws IOException {
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > DROPS && ours.test(columns))
                    .mapToLong(columns -> Long.parseLong(columns[DROPS]) & WRAP_MASK)
                    .sum();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
