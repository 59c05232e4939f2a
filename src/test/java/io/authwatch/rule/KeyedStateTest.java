package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedStateTest {
    /** Without an order a map looks at all names of one hash for each of them: hundreds of times this limit. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int BITS = 16;

    @Test
    void namesMadeToCollide_costNoMoreThanOthers() {
        KeyedState<String> state = new KeyedState<>("kind", 1 << BITS, String::getBytes);
        List<String> names = colliding();
        assertEquals(1, names.stream().map(String::hashCode).distinct().count());
        assertTimeoutPreemptively(LIMIT, () -> {
            names.forEach(name -> state.put("guessing", name, "value"));
            names.forEach(name -> state.changed("guessing", name));
        });
        assertEquals(names.size(), state.drain().size());
    }

    /** "Aa" and "BB" have the same hash, and so have all rows of them that are as long. */
    private static List<String> colliding() {
        List<String> names = new ArrayList<>();
        for (int bits = 0; bits < 1 << BITS; bits++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < BITS; bit++) {
                name.append((bits >> bit & 1) == 0 ? "Aa" : "BB");
            }
            names.add(name.toString());
        }
        return names;
    }
}
