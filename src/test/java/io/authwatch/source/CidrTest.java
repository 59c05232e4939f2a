package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.authwatch.auth.Addresses;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    private static Address address(String text) {
        return Address.of(Objects.requireNonNull(Addresses.parse(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 203.0.113.1, false",
        "::/0, 2001:db8::1, true",
        "192.0.2.0/24, ::ffff:192.0.2.9, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8:0:1::/64, 2001:db8:0:1:ffff::, true",
        "2001:db8:0:1::/64, 2001:db8:0:2::, false",
        "2001:db8::8/126, 2001:db8::b, true",
        "2001:db8::8/126, 2001:db8::c, false",
        "fe80::/10, fe80::1%eth0, true",
    })
    void range_contains_itsAddresses(String range, String address, boolean contained) {
        assertEquals(contained, Cidr.parse(range).contains(address(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "172.31.255.255, true",
        "172.32.0.0, false",
        "192.168.0.1, true",
        "127.0.0.1, true",
        "::1, true",
        "169.254.1.1, true",
        "fd12::1, true",
        "100.64.0.1, true",
        "100.128.0.1, false",
        "8.8.8.8, false",
        "2001:db8::1, false",
    })
    void privateRanges_hold_whatIsNotPublic(String address, boolean contained) {
        assertEquals(contained, Cidr.PRIVATE.stream().anyMatch(range -> range.contains(address(address))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "office | 'office' is not an address range: expected one like 192.0.2.0/24 or 2001:db8::/32",
                "10.0.0 | '10.0.0' is not an address range: expected one like 192.0.2.0/24 or 2001:db8::/32",
                "10.0.0.0/33 | '10.0.0.0/33' has a bad prefix length '33': expected 0 to 32",
                "10.0.0.0/ | '10.0.0.0/' has a bad prefix length '': expected 0 to 32",
                "::/-1 | '::/-1' has a bad prefix length '-1': expected 0 to 128",
                "10.0.0.1/8 | '10.0.0.1/8' has address bits beyond its prefix length /8: expected 10.0.0.0/8",
                "2001:db8::1/32 | '2001:db8::1/32' has address bits beyond its prefix length /32: expected 2001:db8::/32",
            })
    void badRange_saysWhatIsWrong(String range, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Cidr.parse(range))
                        .getMessage());
    }

    @Test
    void address_writesItself() {
        assertEquals("192.0.2.1", address("192.0.2.1").text());
        assertEquals("2001:db8::1", address("2001:db8:0::1").text());
        assertEquals("2001:db8:0:7::", address("2001:db8:0:7:1::9").network().text());
        assertEquals("192.0.2.1", address("192.0.2.1").network().text());
    }
}
