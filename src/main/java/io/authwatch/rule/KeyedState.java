package io.authwatch.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values by rule and key, each rule's in the order in which they were touched. Knows which keys changed since the last
 * drain.
 */
final class KeyedState<V> {
    private final String kind;
    private final int keysMax;
    private final Function<V, byte[]> form;
    private final Map<String, LinkedHashMap<String, V>> rules = new HashMap<>();
    private final Set<RuleKeyPair> changed = new LinkedHashSet<>();

    /**
     * Without any key.
     *
     * @param kind the kind of its cells
     * @param keysMax keys that a rule may have
     * @param form how a value is written
     */
    KeyedState(String kind, int keysMax, Function<V, byte[]> form) {
        this.kind = kind;
        this.keysMax = keysMax;
        this.form = form;
    }

    /** The value of a key, or null. */
    @Nullable
    V get(String rule, String key) {
        LinkedHashMap<String, V> keys = rules.get(rule);
        return keys == null ? null : keys.get(key);
    }

    /** Sets a value; its key is then the one touched last. */
    void put(String rule, String key, V value) {
        restore(rule, key, value);
        changed(rule, key);
    }

    /** The value of a key was changed where it stands. */
    void changed(String rule, String key) {
        changed.add(new RuleKeyPair(rule, key));
    }

    /** Sets a value that a checkpoint holds already. */
    void restore(String rule, String key, V value) {
        LinkedHashMap<String, V> keys = rules.computeIfAbsent(rule, r -> new LinkedHashMap<>());
        keys.remove(key);
        keys.put(key, value);
    }

    void remove(String rule, String key) {
        LinkedHashMap<String, V> keys = rules.get(rule);
        if (keys != null && keys.remove(key) != null) {
            changed.add(new RuleKeyPair(rule, key));
            if (keys.isEmpty()) {
                rules.remove(rule);
            }
        }
    }

    /** The value that a rule touched the longest ago, or null if it has none. */
    Map.@Nullable Entry<String, V> eldest(String rule) {
        LinkedHashMap<String, V> keys = rules.get(rule);
        return keys == null || keys.isEmpty()
                ? null
                : keys.entrySet().iterator().next();
    }

    /** Takes each value with its rule and key. */
    interface Taker<V> {
        void take(String rule, String key, V value);
    }

    void forEach(Taker<V> taker) {
        rules.forEach((rule, keys) -> keys.forEach((key, value) -> taker.take(rule, key, value)));
    }

    /** Removes all keys but those that {@code kept} wants. */
    void keepOnly(BiPredicate<String, String> kept) {
        List<RuleKeyPair> dropped = new ArrayList<>();
        rules.forEach((rule, keys) -> keys.keySet().stream()
                .filter(key -> !kept.test(rule, key))
                .forEach(key -> dropped.add(new RuleKeyPair(rule, key))));
        dropped.forEach(pair -> remove(pair.rule, pair.key));
    }

    /** Puts keys back in the order in which they were touched, which a checkpoint does not keep. */
    void order(ToLongFunction<V> touched) {
        Comparator<Map.Entry<String, V>> order =
                Comparator.comparingLong(entry -> touched.applyAsLong(entry.getValue()));
        for (LinkedHashMap<String, V> keys : rules.values()) {
            List<Map.Entry<String, V>> sorted = new ArrayList<>();
            keys.forEach((key, value) -> sorted.add(Map.entry(key, value)));
            sorted.sort(order.thenComparing(Map.Entry.comparingByKey()));
            keys.clear();
            sorted.forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        }
    }

    /** The cells that changed since the last drain, gone ones with empty data. */
    List<StateCell> drain() {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (RuleKeyPair pair : changed) {
            V value = get(pair.rule, pair.key);
            cells.add(new StateCell(kind, pair.rule, pair.key, value == null ? new byte[0] : form.apply(value)));
        }
        changed.clear();
        return cells;
    }

    /** How many keys {@link #drain} would answer, those that are gone included. */
    int changedKeys() {
        return changed.size();
    }

    int size() {
        return rules.values().stream().mapToInt(Map::size).sum();
    }

    /** The sum of a figure over all values. */
    long total(ToLongFunction<V> figure) {
        return rules.values().stream()
                .flatMap(keys -> keys.values().stream())
                .mapToLong(figure)
                .sum();
    }

    /** How many keys a rule may have. */
    int keysMax() {
        return keysMax;
    }

    /** How many keys a rule has. */
    int keys(String rule) {
        LinkedHashMap<String, V> keys = rules.get(rule);
        return keys == null ? 0 : keys.size();
    }

    private record RuleKeyPair(String rule, String key) implements Comparable<RuleKeyPair> {
        /** By rule and key: so that the set stays fast among keys whose hashes somebody made collide. */
        @Override
        public int compareTo(RuleKeyPair other) {
            int order = rule.compareTo(other.rule);
            return order != 0 ? order : key.compareTo(other.key);
        }
    }
}
