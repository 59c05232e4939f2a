package io.authwatch.web;

import java.io.IOException;
import java.io.InputStream;

/** Reads the bodies of requests, up to a limit. */
final class Bodies {
    /** What is read and thrown away after that, so that a client that still writes gets to read the answer. */
    private static final long REST_OCTETS_MAX = 64L << 20;

    private Bodies() {}

    /** The whole body; one that is longer is answered by 413. */
    static byte[] read(InputStream body, int octetsMax) throws IOException {
        byte[] octets = body.readNBytes(octetsMax + 1);
        if (octets.length <= octetsMax) {
            return octets;
        }
        byte[] rest = new byte[1 << 16];
        long thrown = 0;
        for (int read = body.read(rest); read >= 0 && thrown < REST_OCTETS_MAX; read = body.read(rest)) {
            thrown += read;
        }
        throw Failure.refuse(413, "the body is too long; expected at most " + octetsMax + " octets");
    }
}
