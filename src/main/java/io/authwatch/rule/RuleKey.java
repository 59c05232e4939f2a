package io.authwatch.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a rule may say. */
enum RuleKey {
    WHEN,
    UNLESS,
    HOURS,
    COUNT,
    WITHIN,
    DISTINCT,
    FORGIVE,
    FIRST,
    REMEMBER,
    LEARN,
    AFTER,
    ABSENT,
    PER,
    REPEAT,
    DIGEST,
    PRIORITY,
    TO,
    MESSAGE,
    TESTS;

    /** The keys that an {@code absent} rule may have. */
    static final List<String> WITH_ABSENT = List.of(ABSENT, PER, REPEAT, PRIORITY, TO, MESSAGE, TESTS).stream()
            .map(RuleKey::label)
            .toList();

    /** The keys that a defaults section may hold. */
    static final List<String> DEFAULTS = List.of(PER.label(), REPEAT.label(), PRIORITY.label());

    /** The keys of a rule. */
    static final List<String> ALL = Arrays.stream(values()).map(RuleKey::label).toList();

    /** The keys of a host's override. */
    static final List<String> OVERRIDE =
            ALL.stream().filter(label -> !label.equals(TESTS.label())).toList();

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RuleKey> named(String label) {
        return Arrays.stream(values()).filter(key -> key.label().equals(label)).findFirst();
    }
}
