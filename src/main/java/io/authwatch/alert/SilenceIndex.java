package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the oldest active silence that covers something without asking all of them: those that name a rule stand under it,
 * else those that name a user under him; only globs, networks and global ones are asked every time.
 */
final class SilenceIndex {
    private static final String ANY = "";

    private final Map<String, TreeMap<Long, Held>> places = new HashMap<>();

    void add(Held held) {
        places.computeIfAbsent(place(held.silence()), name -> new TreeMap<>())
                .put(held.silence().id(), held);
    }

    void remove(Held held) {
        String place = place(held.silence());
        TreeMap<Long, Held> there = places.get(place);
        if (there != null && there.remove(held.silence().id()) != null && there.isEmpty()) {
            places.remove(place);
        }
    }

    boolean holds(Held held) {
        TreeMap<Long, Held> there = places.get(place(held.silence()));
        return there != null && there.containsKey(held.silence().id());
    }

    /** The oldest one that covers, among those that may. */
    @Nullable
    Held first(Predicate<Silence> covers, String rule, AuthEvent event) {
        if (places.isEmpty()) {
            return null;
        }
        Held first = null;
        for (String place : List.of(ofRule(rule), ofUser(String.valueOf(event.get(Field.USER))), ANY)) {
            TreeMap<Long, Held> there = places.getOrDefault(place, new TreeMap<>());
            for (Held held : there.values()) {
                if (first != null && first.silence().id() < held.silence().id()) {
                    break;
                }
                first = covers.test(held.silence()) ? held : first;
            }
        }
        return first;
    }

    private static String place(Silence silence) {
        String rule = silence.rule();
        String user = silence.user();
        return rule != null ? ofRule(rule) : user != null ? ofUser(user) : ANY;
    }

    private static String ofRule(String rule) {
        return "rule " + rule;
    }

    private static String ofUser(String user) {
        return "user " + user;
    }
}
