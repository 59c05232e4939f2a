package io.authwatch.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads every key by itself and says what is wrong with it, one line a key:
 *
 * <pre>
 *  authwatch.udp.port (AUTHWATCH_UDP_PORT): 'abc' is no whole number; expected a whole number from 1 to 65535
 * </pre>
 */
final class Faults {
    private static final int SHOWN_CHARACTERS = 60;
    /** Quarkus' keys that people set; it would answer a bad value with a stack trace. */
    private static final List<Key> FOREIGN = List.of(foreign("quarkus.http.port"), foreign("quarkus.management.port"));

    private final SmallRyeConfig config;
    private final List<String> lines = new ArrayList<>();

    private Faults(SmallRyeConfig config) {
        this.config = config;
    }

    /** What is wrong, in the order of the keys; empty if every value can be read. */
    static List<String> of(SmallRyeConfig config) {
        Faults faults = new Faults(config);
        Key.all().forEach(faults::check);
        RecipientKeys.of(config).forEach(faults::check);
        FOREIGN.forEach(faults::check);
        return faults.lines;
    }

    /** The line that says that a key's value is wrong. */
    static String line(String key, String wrong, String expected) {
        return key + " (" + Key.variable(key) + "): " + wrong + "; expected " + expected;
    }

    private void check(Key key) {
        try {
            for (String text : texts(key)) {
                String wrong = wrong(key, text);
                if (wrong != null) {
                    lines.add(line(key.name(), wrong, key.expected()));
                    return;
                }
            }
        } catch (NoSuchElementException | IllegalArgumentException e) {
            lines.add(line(key.name(), "its value names another key in ${...} that has no value", key.expected()));
        }
    }

    private List<String> texts(Key key) {
        if (key.list()) {
            return config.getOptionalValues(key.name(), String.class).orElse(List.of());
        }
        ConfigValue value = config.getConfigValue(key.name());
        if (value.hasProblems()) {
            throw new NoSuchElementException();
        }
        return value.getValue() == null || value.getValue().isBlank() ? List.of() : List.of(value.getValue());
    }

    private static @Nullable String wrong(Key key, String text) {
        Object value = key.kind().convert(text);
        String shown = shown(key, text);
        if (value == null) {
            return shown + " is no " + key.kind().noun() + kubernetes(text);
        }
        return key.outOfRange(value) ? shown + " is out of range" : null;
    }

    private static String shown(Key key, String text) {
        if (key.kind().secret()) {
            return "the value, " + text.length() + " characters long,";
        }
        String cut = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
        return "'" + cut.replaceAll("[^\\x20-\\x7e]", "?") + "'";
    }

    /** A Service named authwatch-udp makes Kubernetes set AUTHWATCH_UDP_PORT=udp://10.96.0.1:514. */
    private static String kubernetes(String text) {
        return text.startsWith("tcp://") || text.startsWith("udp://")
                ? " but what Kubernetes sets for a Service (set enableServiceLinks: false)"
                : "";
    }

    private static Key foreign(String name) {
        return new Key(name, new Kinds.Whole(), false, null, new Range("0", "65535"));
    }
}
