package io.authwatch.testkit;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Messages as rsyslog compresses them one by one. */
public final class Compressed {
    private Compressed() {}

    /** {@code z} and the zlib stream of {@code message}, level 9. */
    public static byte[] message(byte[] message) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(message);
            deflater.finish();
            byte[] out = new byte[message.length + 64];
            int octets = 1;
            out[0] = 'z';
            while (!deflater.finished()) {
                if (octets == out.length) {
                    out = Arrays.copyOf(out, 2 * octets);
                }
                octets += deflater.deflate(out, octets, out.length - octets);
            }
            return Arrays.copyOf(out, octets);
        } finally {
            deflater.end();
        }
    }
}
