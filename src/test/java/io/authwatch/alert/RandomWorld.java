package io.authwatch.alert;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.testkit.SampleEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What random events are made of.
 *
 * @param hosts {@code lab} is muted, {@code vip} is louder
 * @param burstMax events that come in a row, at most
 */
record RandomWorld(List<String> hosts, List<String> users, List<String> sources, int burstMax) {
    /** Few hosts: nothing storms. */
    static final RandomWorld CALM = new RandomWorld(
            List.of("web-1", "web-2", "vip", "lab"),
            List.of("root", "alice"),
            List.of("192.0.2.1", "10.0.0.1", "2001:db8::1"),
            1);

    /** A fleet, and who guesses there. */
    static final RandomWorld STORMY = new RandomWorld(
            List.of(
                    "web-1.example.org",
                    "web-2.example.org",
                    "web-3.example.org",
                    "db-1.lab.example",
                    "db-2.lab.example",
                    "192.0.2.77",
                    "bare",
                    "web-1",
                    "vip",
                    "lab"),
            List.of("root", "alice", "bob"),
            List.of("203.0.113.7", "203.0.113.8", "203.0.113.9", "10.0.0.1", "2001:db8::1", "2001:db8::2", "tty1"),
            5);

    static final Map<String, String> DOMAINS = Map.of(
            "web-1.example.org", "example.org",
            "web-2.example.org", "example.org",
            "web-3.example.org", "example.org",
            "db-1.lab.example", "lab.example",
            "db-2.lab.example", "lab.example");

    static final Map<String, String> GROUPS = Map.of(
            "web-1", "web-*",
            "web-1.example.org", "web-*.example.org",
            "web-2.example.org", "web-*.example.org",
            "web-3.example.org", "web-*.example.org",
            "db-1.lab.example", "db-*.lab.example",
            "db-2.lab.example", "db-*.lab.example");

    static final Map<String, String> NETWORKS = Map.of(
            "203.0.113.7", "203.0.113.0/24",
            "203.0.113.8", "203.0.113.0/24",
            "203.0.113.9", "203.0.113.0/24",
            "10.0.0.1", "10.0.0.0/24",
            "2001:db8::1", "2001:db8::/64",
            "2001:db8::2", "2001:db8::/64");

    AuthEvent event(Random random, long id) {
        List<String> fields = new ArrayList<>();
        fields.add("host=" + any(random, hosts));
        if (random.nextInt(5) > 0) {
            fields.add("user=" + any(random, users));
        }
        if (random.nextInt(5) > 0) {
            fields.add("source=" + any(random, sources));
        }
        if (random.nextInt(9) == 0) {
            fields.add("key=SHA256:" + random.nextInt(2));
        }
        int weight = random.nextInt(6) == 0 ? random.nextInt(4) : 1;
        Outcome outcome = random.nextInt(4) == 0 ? Outcome.SUCCESS : Outcome.FAILURE;
        return SampleEvents.event(id, weight, AuthAction.LOGIN, outcome, fields.toArray(String[]::new));
    }

    /** The same, but that all are much alike: the first ones of each list are likely. */
    RandomWorld narrowed(Random random) {
        return new RandomWorld(
                hosts.subList(0, 1 + random.nextInt(hosts.size())),
                users.subList(0, 1 + random.nextInt(users.size())),
                sources.subList(0, 1 + random.nextInt(sources.size())),
                burstMax);
    }

    private static String any(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
