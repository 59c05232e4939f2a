package io.authwatch;

import io.authwatch.rule.Surroundings;
import java.util.Optional;
import java.util.Set;

/**
 * What the rule file of a running service may refer to.
 *
 * @param keyed the names of the recipients that have a key
 */
record Neighbourhood(Set<String> keyed) implements Surroundings {
    @Override
    public Optional<Set<String>> recipients() {
        return Optional.of(keyed);
    }
}
