package io.authwatch.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What rules remember of one kind, by rule and key. Bounded: what was touched the longest ago goes, and is counted
 * unless it could make no difference any more.
 */
final class BoundedKeys<V extends Kept> {
    private final String kind;
    private final KeyedState<V> keys;
    private final int stampsMax;
    private long stamps;
    private long evicted;
    private long turn;
    private boolean restored;

    /**
     * Without any key.
     *
     * @param kind the kind of its cells
     * @param keysMax keys that one rule may have
     * @param stampsMax what all keys may hold together
     */
    BoundedKeys(String kind, int keysMax, int stampsMax) {
        this.kind = kind;
        this.keys = new KeyedState<>(kind, keysMax, Kept::octets);
        this.stampsMax = stampsMax;
    }

    String kind() {
        return kind;
    }

    /** The value of a key, or null. */
    @Nullable
    V get(String rule, String key) {
        return keys.get(rule, key);
    }

    /** Changes the value of a key, or a fresh one, which is then the one touched last; answers what {@code change} does. */
    long update(String rule, String key, long now, Supplier<V> fresh, ToLongFunction<V> change) {
        settle();
        V found = keys.get(rule, key);
        V value = found == null ? fresh.get() : found;
        stamps -= found == null ? 0 : value.stamps();
        value.touch(++turn);
        long answer = change.applyAsLong(value);
        stamps += value.stamps();
        keys.put(rule, key, value);
        forget(rule, now);
        return answer;
    }

    /** Sets the value of a key, which is then the one touched last. */
    void put(String rule, String key, long now, V value) {
        settle();
        V before = keys.get(rule, key);
        stamps += value.stamps() - (before == null ? 0 : before.stamps());
        value.touch(++turn);
        keys.put(rule, key, value);
        forget(rule, now);
    }

    /** Changes the value of a key where it stands, if it is there; it goes if nothing is left of it. */
    void change(String rule, String key, Consumer<V> change) {
        V value = keys.get(rule, key);
        if (value == null) {
            return;
        }
        stamps -= value.stamps();
        change.accept(value);
        stamps += value.stamps();
        if (value.stamps() == 0) {
            keys.remove(rule, key);
        } else {
            keys.changed(rule, key);
        }
    }

    /** A key and its value. */
    record Entry<V>(String rule, String key, V value) {}

    /** All of them as they are now, each rule's in the order in which they were touched. */
    List<Entry<V>> entries() {
        settle();
        List<Entry<V>> entries = new ArrayList<>(keys.size());
        keys.forEach((rule, key, value) -> entries.add(new Entry<>(rule, key, value)));
        return entries;
    }

    /** Sets a value that brings its turn with it. */
    void move(String rule, String key, V value) {
        remove(rule, key);
        stamps += value.stamps();
        turn = Math.max(turn, value.turn());
        keys.put(rule, key, value);
        restored = true;
    }

    void remove(String rule, String key) {
        V value = keys.get(rule, key);
        if (value != null) {
            stamps -= value.stamps();
            keys.remove(rule, key);
        }
    }

    /** Lets two keys go that can make no difference any more, and as many others as are too many. */
    private void forget(String rule, long now) {
        for (int idle = 0; idle < 2 && eldestIsOver(rule, now); idle++) {
            removeEldest(rule);
        }
        while (keys.keys(rule) > 1 && (stamps > stampsMax || keys.keys(rule) > keys.keysMax())) {
            removeEldest(rule);
            evicted++;
        }
    }

    private boolean eldestIsOver(String rule, long now) {
        Map.Entry<String, V> eldest = keys.eldest(rule);
        return eldest != null && eldest.getValue().expires() < now;
    }

    private void removeEldest(String rule) {
        Map.Entry<String, V> eldest = keys.eldest(rule);
        if (eldest != null) {
            remove(rule, eldest.getKey());
        }
    }

    /** The cells that changed since the last call, gone ones with empty data. */
    List<StateCell> drain() {
        return keys.drain();
    }

    /** How many keys {@link #drain} would answer. */
    int changedKeys() {
        return keys.changedKeys();
    }

    /** Takes over the value of a key from a checkpoint. */
    void restore(StateCell cell, V value) {
        stamps += value.stamps();
        keys.restore(cell.rule(), cell.key(), value);
        turn = Math.max(turn, value.turn());
        restored = true;
    }

    /** Puts what was restored in the order in which it was touched, once, before it is used. */
    void settle() {
        if (restored) {
            keys.order(Kept::turn);
            restored = false;
        }
    }

    /** Removes all keys but those that {@code kept} wants. */
    void keepOnly(BiPredicate<String, String> kept) {
        settle();
        keys.keepOnly(kept);
        stamps = keys.total(Kept::stamps);
    }

    /** Keys that had to go since the start although they still mattered. */
    long evicted() {
        return evicted;
    }

    int size() {
        return keys.size();
    }
}
