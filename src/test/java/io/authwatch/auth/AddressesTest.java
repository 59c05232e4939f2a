package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.wire.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8:0:0:0:0:0:9, 2001:db8::9",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "fe80::1%eth0, fe80::1",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::FFFF:c000:207, 192.0.2.7",
        "0:0:0:0:0:ffff:192.0.2.7, 192.0.2.7",
        "64:ff9b::192.0.2.7, 64:ff9b::c000:207",
    })
    void canonical_isRfc5952AndFolded(String text, String canonical) {
        Octets octets = Octets.of(text);
        assertTrue(Addresses.isAddress(octets, 0, octets.to()), text);
        assertEquals(canonical, Addresses.canonical(octets, 0, octets.to()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "01.2.3.4",
                "1.2.3.04",
                "256.1.1.1",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4/32",
                "0x1.2.3.4",
                "1.2.3.1e1",
                "١.2.3.4",
                "1.2.3.4\0",
                "localhost",
                "a.example",
                ":",
                ":::",
                "1:",
                ":1",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "12345::",
                "g::",
                "::1.2.3",
                "::1.2.3.4.5",
                "1.2.3.4::",
                "::192.0.2.7:1",
                "[::1]",
                "::1 ",
                "1:2:3:4:5:6:7:1.2.3.4"
            })
    void parse_refusesWhatIsNoAddress(String text) {
        Octets octets = Octets.of(text);
        assertFalse(Addresses.isAddress(octets, 0, octets.to()), text);
        assertNull(Addresses.parse(text), text);
        assertEquals(text, Addresses.canonical(octets, 0, octets.to()));
    }

    @Test
    void format_isReadBackAndAgreesWithTheLibrary() throws UnknownHostException {
        long seed = 20261123;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(address);
            for (int zeros = random.nextInt(4); zeros > 0 && address.length == 16; zeros--) {
                int group = random.nextInt(8);
                address[2 * group] = 0;
                address[2 * group + 1] = 0;
            }
            String text = Addresses.format(address);
            byte[] read = Addresses.parse(text);
            assertNotNull(read, text + ", seed " + seed);
            assertArrayEquals(InetAddress.getByAddress(address).getAddress(), read, text + ", seed " + seed);
            assertArrayEquals(InetAddress.getByName(text).getAddress(), read, text + ", seed " + seed);
        }
    }
}
