package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {
    private static final String HEADER =
            "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

    @TempDir
    Path proc;

    @BeforeEach
    void tables() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("self/fd"));
        udp(3, 40);
    }

    private void udp(long ours, long others) throws IOException {
        Files.writeString(
                proc.resolve("net/udp"),
                HEADER
                        + "  372: 00000000:158A 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 28214 2 0000000000000000 "
                        + ours + "\n"
                        + " 1373: 0100007F:0202 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 28300 2 0000000000000000 "
                        + others + "\n"
                        + "  a line of some later kernel\n");
    }

    private void udp6(long ours) throws IOException {
        Files.writeString(
                proc.resolve("net/udp6"),
                HEADER
                        + "  372: 00000000000000000000000000000000:158A 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 31117 2 0000000000000000 "
                        + ours + "\n");
    }

    @Test
    void drops_ofAPort_areSummedOverBothFamilies() throws IOException {
        KernelDrops drops = KernelDrops.ofPort(proc, 5514);
        assertEquals(3, drops.total());
        udp6(10);
        assertEquals(13, drops.total());
        assertEquals(13, drops.total());
    }

    @Test
    void drops_ofADescriptor_areThoseOfItsSocket() throws IOException {
        udp6(77);
        Files.createSymbolicLink(proc.resolve("self/fd/42"), Path.of("socket:[31117]"));
        assertEquals(77, KernelDrops.ofDescriptor(proc, 42).total());
    }

    @Test
    void drops_whenTheKernelsCounterWraps_goOnCounting() throws IOException {
        KernelDrops drops = KernelDrops.ofPort(proc, 5514);
        udp(0xffff_fff0L, 0);
        assertEquals(0xffff_fff0L, drops.total());
        udp(0x10, 0);
        assertEquals(0x1_0000_0010L, drops.total());
    }

    @Test
    void drops_withoutTables_areNone() throws IOException {
        Files.delete(proc.resolve("net/udp"));
        assertEquals(0, KernelDrops.ofPort(proc, 5514).total());
    }
}
