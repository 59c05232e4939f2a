package io.authwatch.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML text and where it begins: line and column, 1 and up. */
sealed interface YamlNode {
    int line();

    int column();

    /** What it is, for people. */
    String kind();

    /** A text as written; {@code plain} if it stands there without quotes. */
    record Scalar(int line, int column, String text, boolean plain) implements YamlNode {
        /** Whether nothing stands where a value was expected. */
        boolean missing() {
            return plain && text.isEmpty();
        }

        @Override
        public String kind() {
            return missing() ? "nothing" : "'" + Words.capped(text) + "'";
        }
    }

    /** A list. */
    record Sequence(int line, int column, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values in file order; no key stands there twice. */
    record Mapping(int line, int column, List<Entry> entries) implements YamlNode {
        /** The value of a key, or null if it is not there. */
        @Nullable
        YamlNode value(String name) {
            for (Entry entry : entries) {
                if (entry.name().equals(name)) {
                    return entry.value();
                }
            }
            return null;
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** What could not be read; its fault is told already. */
    record Broken(int line, int column) implements YamlNode {
        @Override
        public String kind() {
            return "something unreadable";
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, YamlNode value) {
        String name() {
            return key.text();
        }
    }
}
