package io.authwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.awaitility.Awaitility;

/** The state in which nothing is under way: everything that was received has ended somewhere. */
public final class Rest {
    private Rest() {}

    /** Waits until at least {@code messages} were received and the account adds up, and stays so for a second. */
    public static Scrape await(AuthwatchProcess authwatch, long messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .during(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Scrape scrape = authwatch.metrics();
                    assertTrue(scrape.received() >= messages, scrape::account);
                    assertTrue(scrape.adds(), scrape::account);
                });
        return authwatch.metrics();
    }
}
