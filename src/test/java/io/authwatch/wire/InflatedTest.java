package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Compressed;
import io.authwatch.testkit.Frames;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InflatedTest {
    private static final int OCTETS_MAX = 1_000;

    @Test
    void message_compressed_comesOutWhole() {
        String message = "<38>Nov 23 03:27:13 vm sshd[1]: " + "A".repeat(300);
        assertEquals(List.of(message), inflated(Compressed.message(Frames.octets(message))));
    }

    @Test
    void message_exactlyAtTheLimit_isNotCut() {
        String message = "<38>" + "B".repeat(OCTETS_MAX - 4);
        assertEquals(List.of(message), inflated(Compressed.message(Frames.octets(message))));
    }

    @Test
    void message_oneOctetAboveTheLimit_isCut() {
        String message = "<38>" + "B".repeat(OCTETS_MAX - 3);
        String expected = Frames.cut(message.substring(0, OCTETS_MAX));
        assertEquals(List.of(expected), inflated(Compressed.message(Frames.octets(message))));
    }

    @Test
    void bomb_isCutAtTheLimit() {
        byte[] bomb = Compressed.message(new byte[50_000_000]);
        assertTrue(bomb.length < 65_536, "the bomb fits a frame");
        assertEquals(List.of(Frames.cut("\0".repeat(OCTETS_MAX))), inflated(bomb));
    }

    @Test
    void stream_cutAnywhere_isGivenAsItCame() {
        byte[] whole = Compressed.message(Frames.octets("<38>Nov 23 03:27:13 vm sshd[1]: one two three"));
        for (int length = 3; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertEquals(List.of(Frames.text(part)), inflated(part), "cut at " + length);
        }
    }

    @Test
    void stream_withOneOctetChanged_neverThrows() {
        byte[] whole = Compressed.message(Frames.octets("<38>Nov 23 03:27:13 vm sshd[1]: one two three"));
        for (int at = 3; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x55;
            assertEquals(List.of(Frames.text(changed)), inflated(changed), "changed at " + at);
        }
    }

    @Test
    void stream_thatNeedsADictionary_isGivenAsItCame() {
        byte[] preset = {'z', 0x78, (byte) 0xbb, 1, 2, 3, 4, 5, 6};
        assertEquals(List.of(Frames.text(preset)), inflated(preset));
    }

    @Test
    void stream_withTextBehindIt_isGivenAsItCame() {
        byte[] message = Compressed.message(Frames.octets("<38>one"));
        byte[] longer = Arrays.copyOf(message, message.length + 2);
        longer[message.length] = '!';
        assertEquals(List.of(Frames.text(longer)), inflated(longer));
    }

    @Test
    void message_thatEndsInLineFeed_losesIt() {
        assertEquals(List.of("<38>one"), inflated(Compressed.message(Frames.octets("<38>one\n"))));
    }

    @Test
    void mark_needsAZlibHeader() {
        assertTrue(marked("zx\u009c"));
        assertTrue(marked("zx\u00da"));
        assertFalse(marked("zebra"));
        assertFalse(marked("zx"));
        assertFalse(marked("zxy"));
        assertFalse(marked("xx\u00da"));
    }

    private static boolean marked(String octets) {
        return Inflated.isMarked(Frames.octets(octets), 0, octets.length());
    }

    private static List<String> inflated(byte[] octets) {
        Frames frames = new Frames();
        Inflated.deliver(octets, 0, octets.length, OCTETS_MAX, frames);
        return frames.all();
    }
}
