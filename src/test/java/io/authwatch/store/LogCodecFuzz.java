package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Any octets whatever under a right checksum: read as entries that can be written again, or a fault. */
class LogCodecFuzz {
    @FuzzTest
    void blob(byte[] octets) {
        byte[] blob = Arrays.copyOf(octets, octets.length + 4);
        LogCodecTest.reseal(blob);
        LogCodec.Decoded decoded = LogCodec.decode(blob);
        if (decoded.fault() == null) {
            byte[] again = new LogCodec().encode(decoded.entries());
            assertEquals(decoded.entries(), LogCodec.decode(again).entries());
        } else {
            assertTrue(decoded.entries().isEmpty());
        }
    }
}
