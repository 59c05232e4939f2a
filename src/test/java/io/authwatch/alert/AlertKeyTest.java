package io.authwatch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertKeyTest {
    @Test
    void neighbours_haveHashesOfTheirOwn() {
        Set<Integer> hashes = new HashSet<>();
        for (int host = 0; host < 100; host++) {
            for (int source = 0; source < 100; source++) {
                List<String> key = List.of(String.format("web%02d", host), "198.51.100.1" + source);
                hashes.add(new AlertKey("guessing", key, Hush.NONE).hashCode());
            }
        }
        assertTrue(hashes.size() >= 9_990, () -> hashes.size() + " of 10000");
    }

    @Test
    void order_tellsApartWhatIsNotEqual() {
        List<AlertKey> keys = new ArrayList<>();
        for (String rule : List.of("Aa", "BB")) {
            for (List<String> key : List.of(List.<String>of(), List.of("Aa"), List.of("BB"), List.of("Aa", "BB"))) {
                for (Hush hush : Hush.values()) {
                    keys.add(new AlertKey(rule, key, hush));
                }
            }
        }
        for (AlertKey one : keys) {
            for (AlertKey other : keys) {
                assertEquals(one.equals(other), one.compareTo(other) == 0, one + " and " + other);
                assertEquals(
                        Integer.signum(one.compareTo(other)),
                        -Integer.signum(other.compareTo(one)),
                        one + " and " + other);
            }
        }
    }
}
