package io.authwatch.rule;

import io.authwatch.auth.Addresses;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Address ranges, asked by one look-up for each prefix length that occurs in them, however many they are. */
public record NetworkSet(Set<Network> networks, Set<Integer> prefixesV4, Set<Integer> prefixesV6) {
    static final NetworkSet NONE = of(Set.of());

    static NetworkSet of(Collection<Network> networks) {
        return new NetworkSet(Set.copyOf(networks), prefixes(networks, false), prefixes(networks, true));
    }

    private static Set<Integer> prefixes(Collection<Network> networks, boolean v6) {
        return networks.stream()
                .filter(network -> network.address().indexOf(':') >= 0 == v6)
                .map(Network::prefix)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether {@code text} is an address inside one of them. */
    boolean contain(String text) {
        if (networks.isEmpty()) {
            return false;
        }
        byte[] address = Addresses.parse(text);
        if (address == null) {
            return false;
        }
        for (int prefix : address.length == 4 ? prefixesV4 : prefixesV6) {
            if (networks.contains(Network.of(address, prefix))) {
                return true;
            }
        }
        return false;
    }
}
