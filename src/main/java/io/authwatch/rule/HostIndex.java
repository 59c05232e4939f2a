package io.authwatch.rule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Host name → the rules in force for it. Hosts that the same entries match share one {@link HostRules}, so that a fleet
 * costs one map entry a host. May be asked by several threads.
 *
 * <p>Both caches are bounded, for host names come from the network; what goes is worked out anew when it is asked for.
 */
final class HostIndex {
    /** Hosts whose rules are remembered. */
    static final int HOSTS_CACHED_MAX = 65_536;
    /** Combinations of entries whose rules are remembered. */
    static final int COMBINATIONS_CACHED_MAX = 1_024;

    private static final int STRIPES = 16;

    private final List<DeclaredRule> declared;
    private final List<HostEntry> entries;
    private final HostRules plain;
    private final List<Map<String, HostRules>> stripes = new ArrayList<>(STRIPES);
    private final Map<BitSet, HostRules> combinations = new LeastRecentlyUsed<>(COMBINATIONS_CACHED_MAX);

    HostIndex(List<DeclaredRule> declared, List<HostEntry> entries) {
        this.declared = declared;
        this.entries = entries;
        this.plain = HostRules.of(declared, List.of());
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            stripes.add(new LeastRecentlyUsed<>(HOSTS_CACHED_MAX / STRIPES));
        }
    }

    /** The rules for a host that no entry matches. */
    HostRules plain() {
        return plain;
    }

    /** The rules for a host. */
    HostRules of(String host) {
        if (entries.isEmpty()) {
            return plain;
        }
        String name = host.toLowerCase(Locale.ROOT);
        Map<String, HostRules> stripe = stripes.get((name.hashCode() & 0x7fff_ffff) % STRIPES);
        synchronized (stripe) {
            HostRules known = stripe.get(name);
            if (known == null) {
                known = resolve(name);
                stripe.put(name, known);
            }
            return known;
        }
    }

    /** How many hosts are remembered. */
    int cached() {
        int cached = 0;
        for (Map<String, HostRules> stripe : stripes) {
            synchronized (stripe) {
                cached += stripe.size();
            }
        }
        return cached;
    }

    private HostRules resolve(String host) {
        BitSet matching = new BitSet(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            matching.set(i, entries.get(i).match().matches(host));
        }
        if (matching.isEmpty()) {
            return plain;
        }
        synchronized (combinations) {
            return combinations.computeIfAbsent(
                    matching,
                    bits -> HostRules.of(
                            declared, bits.stream().mapToObj(entries::get).toList()));
        }
    }

    /** A map that forgets what was not asked for the longest. */
    private static final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int max;

        LeastRecentlyUsed(int max) {
            super(16, 0.75f, true);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<K, V> eldest) {
            return size() > max;
        }
    }
}
