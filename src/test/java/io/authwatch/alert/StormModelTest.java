package io.authwatch.alert;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The histories of {@link RandomHistory} with many hosts and sources, so that most of them have storms. */
@Tag("long")
class StormModelTest {
    private static final int HISTORIES = Integer.getInteger("histories", 10_000);
    private static final int STEPS = 30;
    private static final List<String> WANTED =
            List.of("first", "break-out", "summary", "incident", "incident-update", "incident-end");

    @Test
    void engineAndModel_agree() {
        Map<String, Integer> kinds = new ConcurrentHashMap<>();
        Seeds.sum(HISTORIES, seed -> {
            List<String> told = history(seed);
            told.forEach(push -> kinds.merge(push.split(" ")[0], 1, Integer::sum));
            return told.size();
        });
        for (String kind : WANTED) {
            assertTrue(kinds.getOrDefault(kind, 0) > HISTORIES / 4, "the histories must be worth something: " + kinds);
        }
    }

    private static List<String> history(long seed) {
        Random random = new Random(seed);
        Duration span = Duration.ofSeconds(30 + random.nextInt(600));
        AlertLimits limits = AlertLimits.DEFAULT.withStorms(2 + random.nextInt(4), span);
        return new RandomHistory(seed, RandomWorld.STORMY, limits).run(STEPS);
    }
}
