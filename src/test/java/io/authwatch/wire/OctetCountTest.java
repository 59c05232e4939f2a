package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.testkit.Frames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OctetCountTest {
    @ParameterizedTest
    @CsvSource({
        "'5 <13>a', 2",
        "'9999999 <', 8",
        "'12 zx', 3",
        "'12 apples', 0",
        "'0 <13>', 0",
        "'007 <13>', 0",
        "'-1 <13>', 0",
        "'12345678 <13>', 0",
        "'18446744073709551621 <13>', 0",
        "'<13>a', 0",
        "' 5 <13>', 0",
        "'5\t<13>', 0",
        "'5<13>', 0",
        "'1234567', -1",
        "'1', -1",
        "'1 ', -1",
        "'0', 0",
    })
    void headerOctets_ofWhatBeginsAFrame(String octets, int expected) {
        byte[] array = Frames.octets("pad" + octets);
        assertEquals(expected, OctetCount.headerOctets(array, 3, array.length));
    }

    @ParameterizedTest
    @CsvSource({
        "'5 <1>ab', 2",
        "'5 <1>ab\n', 2",
        "'6 <1>ab\n', 2",
        "'6 <1>ab', 2",
        "'7 <1>ab', 2",
        "'8 <1>ab', 0",
        "'4 <1>ab', 0",
        "'5 aaaaa', 0",
        "'5 ', 0",
        "'5', 0",
        "'', 0",
        "'<1>ab', 0",
    })
    void skipExact_onlyWhereTheCountIsTrue(String octets, int expected) {
        byte[] array = Frames.octets("p" + octets);
        assertEquals(1 + expected, OctetCount.skipExact(array, 1, array.length));
    }
}
