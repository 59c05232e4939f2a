package io.authwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Accepted logins, each with a name of its own, given to a logger; every one of them is kept in the ledger. */
public final class RelpLoad {
    private static final int NEIGHBOURS = 3;

    private final Program logger;
    private int given;

    /** Nothing is given yet. */
    public RelpLoad(Program logger) {
        this.logger = logger;
    }

    /** Gives the next ones, on a thread of its own. */
    public CompletableFuture<Void> give(int logins) {
        int from = given;
        given += logins;
        return CompletableFuture.runAsync(() -> IntStream.range(from, from + logins)
                .forEach(number -> logger.type("Accepted password for r" + number + " from 192.0.2.7 port 22 ssh2")));
    }

    /** How many were given. */
    public int given() {
        return given;
    }

    /** Those that are kept, by name, with how often. */
    public static Map<String, Long> kept(AuthwatchProcess authwatch) {
        return authwatch.api().allEvents().stream()
                .map(RelpLoad::nameOf)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** Every event of a name between its neighbours, with when it came: that tells why there are two. */
    public static List<String> copies(AuthwatchProcess authwatch, String name) {
        List<JsonNode> newestFirst = authwatch.api().allEvents();
        List<String> copies = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            if (nameOf(newestFirst.get(i)).equals(name)) {
                copies.add(
                        newestFirst
                                .subList(Math.max(0, i - NEIGHBOURS), Math.min(newestFirst.size(), i + NEIGHBOURS + 1))
                                .stream()
                                .map(event -> nameOf(event) + " at "
                                        + event.at("/event/created").asText())
                                .toList()
                                .toString());
            }
        }
        return copies;
    }

    private static String nameOf(JsonNode event) {
        return event.at("/user/name").asText();
    }

    /** What is wrong: names that are not kept, or more than once. */
    public List<String> wrong(Map<String, Long> kept) {
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < given; number++) {
            long times = kept.getOrDefault("r" + number, 0L);
            if (times != 1) {
                wrong.add("r" + number + " is kept " + times + " times");
            }
        }
        return wrong;
    }
}
