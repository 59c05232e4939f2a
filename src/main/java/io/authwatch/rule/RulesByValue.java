package io.authwatch.rule;

import io.authwatch.auth.Addresses;
import io.authwatch.auth.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rules by the values that one field must have: texts, or networks that hold it. */
final class RulesByValue {
    private static final int[] NONE = {};

    private final Map<String, int[]> texts = new HashMap<>();
    private final Map<Network, int[]> networks = new HashMap<>();
    private final Set<Integer> prefixesV4 = new TreeSet<>();
    private final Set<Integer> prefixesV6 = new TreeSet<>();

    /** The rule at {@code place} wants one of the values of {@code test}. */
    void add(FieldTest test, int place) {
        for (String text : test.texts()) {
            texts.merge(text, new int[] {place}, RulesByValue::joined);
        }
        for (Network network : test.networks().networks()) {
            networks.merge(network, new int[] {place}, RulesByValue::joined);
        }
        prefixesV4.addAll(test.networks().prefixesV4());
        prefixesV6.addAll(test.networks().prefixesV6());
    }

    /** The places of the rules that want this value of the field; ascending. */
    int[] of(Field field, String value) {
        String text = field == Field.HOST ? value.toLowerCase(Locale.ROOT) : value;
        int[] found = texts.getOrDefault(text, NONE);
        byte[] address = networks.isEmpty() ? null : Addresses.parse(text);
        if (address != null) {
            for (int prefix : address.length == 4 ? prefixesV4 : prefixesV6) {
                found = joined(found, networks.getOrDefault(Network.of(address, prefix), NONE));
            }
        }
        return found;
    }

    /** Two ascending lists as one, without doubles. */
    static int[] joined(int[] some, int[] more) {
        if (some.length == 0 || more.length == 0) {
            return some.length == 0 ? more : some;
        }
        int[] both = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, both, some.length, more.length);
        return Arrays.stream(both).sorted().distinct().toArray();
    }
}
