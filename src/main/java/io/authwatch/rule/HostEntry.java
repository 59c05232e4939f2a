package io.authwatch.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code hosts}.
 *
 * @param match which hosts it is for
 * @param rules what it changes, by rule name; empty switches the rule off
 * @param mute whether it mutes them, or null if it says nothing
 * @param to who is told of what they do, or null if it says nothing
 */
record HostEntry(
        FieldTest match,
        Map<String, Optional<RuleFields>> rules,
        @Nullable Boolean mute,
        @Nullable List<String> to) {}
