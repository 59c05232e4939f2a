package io.authwatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.testkit.SettingsKeys;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages, manifests and system tests call a setting is one, and none is missing there. */
class SettingsKeysTest {
    /** Quarkus' own; the mapping has no part in them. */
    private static final Set<String> PORTS = Set.of("QUARKUS_HTTP_PORT", "QUARKUS_MANAGEMENT_PORT");

    @Test
    void listedVariables_areTheKeysOfTheMapping_withTheirShortNamesAndTheTwoPorts() {
        Stream<String> keys = Key.all().stream().map(Key::variable);
        Stream<String> shortNames =
                Key.all().stream().map(key -> UnsetValues.shortName(key.name())).filter(Objects::nonNull);
        Set<String> mapped = Stream.concat(Stream.concat(keys, shortNames), PORTS.stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = new TreeSet<>(SettingsKeys.KNOWN);
        assertEquals(mapped, listed);
    }
}
