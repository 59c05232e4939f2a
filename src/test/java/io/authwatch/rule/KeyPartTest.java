package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.auth.Field;
import io.authwatch.testkit.SampleEvents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPartTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 0, 192.0.2.7",
        "192.0.2.7, 24, 192.0.2.0/24",
        "192.0.2.7, 32, 192.0.2.7",
        "192.0.2.7, 33, 192.0.2.7",
        "192.0.2.7, 64, 192.0.2.7",
        "192.0.2.200, 25, 192.0.2.128/25",
        "2001:db8:1:2:3::7, 24, 2001:db8:1:2::/64",
        "2001:db8:1:2:3::7, 32, 2001:db8:1:2::/64",
        "2001:db8:1:2:3::7, 33, 2001:db8::/33",
        "2001:db8:1:2:3::7, 48, 2001:db8:1::/48",
        "2001:db8:1:2:3::7, 128, 2001:db8:1:2:3::7",
        "::ffff:192.0.2.7, 24, 192.0.2.0/24",
        "gateway.example.org, 24, gateway.example.org",
    })
    void subnet_isThatOfTheAddress_andLeavesWhatIsNone(String source, int prefix, String expected) {
        assertEquals(expected, new KeyPart(Field.SOURCE, prefix).value(SampleEvents.refused("source=" + source)));
    }

    @ParameterizedTest
    @CsvSource({"24", "0", "64"})
    void missingAddress_isOneValue(int prefix) {
        assertEquals("-", new KeyPart(Field.SOURCE, prefix).value(SampleEvents.refused()));
    }
}
