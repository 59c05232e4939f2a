package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Compressed;
import io.authwatch.testkit.Frames;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatagramTest {
    private final Frames frames = new Frames();

    @Test
    void message_withTrailingOctets_losesThem() {
        assertTrue(deliver("<13>one\n", 100));
        assertTrue(deliver("<13>two\r\n\0", 100));
        assertEquals(List.of("<13>one", "<13>two"), frames.all());
    }

    @Test
    void lineFeedInside_doesNotSplit() {
        deliver("<13>one\n<13>two", 100);
        assertEquals(List.of("<13>one\n<13>two"), frames.all());
    }

    @Test
    void nothing_isNoMessage() {
        assertFalse(deliver("", 100));
        assertFalse(deliver("\n\0\r", 100));
        assertEquals(List.of(), frames.all());
    }

    @Test
    void octetCount_isLeftForTheParser() {
        deliver("7 <13>one", 100);
        assertEquals(List.of("7 <13>one"), frames.all());
    }

    @Test
    void message_aboveTheLimit_isCut() {
        deliver("<13>one two", 7);
        assertEquals(List.of(Frames.cut("<13>one")), frames.all());
    }

    @Test
    void compressedMessage_whoseChecksumEndsInATrailingOctet_isInflated() {
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            String message = "<13>" + "message ".repeat(4) + "x".repeat(i % 50) + i;
            byte[] datagram = Compressed.message(Frames.octets(message));
            if (Trailer.isTrailer(datagram[datagram.length - 1])) {
                Frames given = new Frames();
                Datagram.deliver(datagram, 0, datagram.length, 200, given);
                assertEquals(List.of(message), given.all());
                found++;
            }
        }
        assertTrue(found > 0, "a checksum that ends in LF, CR or NUL");
    }

    private boolean deliver(String octets, int octetsMax) {
        byte[] array = Frames.octets("  " + octets + "  ");
        return Datagram.deliver(array, 2, array.length - 2, octetsMax, frames);
    }
}
