package io.authwatch.rule;

import io.authwatch.rule.YamlNode.Broken;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes nodes for what they must be. Each answers null where they are not, and tells the fault. */
record Nodes(Faults faults) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int NUMBER_DIGITS_MAX = 9;

    @Nullable
    Mapping mapping(YamlNode node, String what) {
        return node instanceof Mapping mapping ? mapping : mustBe(node, what, "a mapping of names to values");
    }

    @Nullable
    Sequence sequence(YamlNode node, String what) {
        return node instanceof Sequence sequence ? sequence : mustBe(node, what, "a list such as [a, b]");
    }

    /** A text that is there, and not too long. */
    @Nullable
    Scalar text(YamlNode node, String what) {
        if (!(node instanceof Scalar scalar)) {
            return mustBe(node, what, "one text");
        }
        if (scalar.text().isEmpty()) {
            faults.at(node, what + " has no value");
            return null;
        }
        if (scalar.text().length() > RuleLimits.VALUE_LENGTH_MAX) {
            faults.at(node, what + " is longer than " + RuleLimits.VALUE_LENGTH_MAX + " characters");
            return null;
        }
        return scalar;
    }

    /** A name for metrics and titles. */
    void name(Scalar key, String what) {
        boolean known = key.text().length() <= RuleLimits.NAME_LENGTH_MAX
                && NAME.matcher(key.text()).matches();
        if (!known) {
            faults.at(
                    key,
                    "'" + Words.capped(key.text()) + "' is no name for a " + what
                            + ": letters, digits, '-', '_' and '.'," + " at most " + RuleLimits.NAME_LENGTH_MAX);
        }
    }

    @Nullable
    Integer number(YamlNode node, String what, int min, int max) {
        Scalar scalar = text(node, what);
        if (scalar == null) {
            return null;
        }
        String digits = scalar.text();
        boolean number = digits.length() <= NUMBER_DIGITS_MAX && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = number ? Integer.parseInt(digits) : -1;
        if (value < min || value > max) {
            faults.at(node, what + " must be a whole number from " + min + " to " + max + ", not " + node.kind());
            return null;
        }
        return value;
    }

    @Nullable
    Duration duration(YamlNode node, String what) {
        return duration(node, what, RuleLimits.DURATION_MAX);
    }

    @Nullable
    Duration duration(YamlNode node, String what, Duration max) {
        Scalar scalar = text(node, what);
        if (scalar == null) {
            return null;
        }
        Optional<Duration> duration = Durations.parse(scalar.text());
        if (duration.isEmpty()) {
            faults.at(
                    node,
                    node.kind() + " is no duration in " + what
                            + ": write a number and a unit, such as 90s, 2m, 1h, 30d");
            return null;
        }
        boolean tooShort = duration.get().compareTo(RuleLimits.DURATION_MIN) < 0;
        if (tooShort || duration.get().compareTo(max) > 0) {
            String range = Durations.text(RuleLimits.DURATION_MIN) + " to " + Durations.text(max);
            faults.at(node, what + " must be from " + range + ", not " + node.kind());
            return null;
        }
        return duration.get();
    }

    /** Whether a node switches something off: {@code off} or {@code false}. */
    static boolean isOff(YamlNode node) {
        return node instanceof Scalar scalar
                && (scalar.text().equalsIgnoreCase("off") || scalar.text().equalsIgnoreCase("false"));
    }

    private <T> @Nullable T mustBe(YamlNode node, String what, String expected) {
        if (!(node instanceof Broken)) {
            faults.at(node, what + " must be " + expected + ", not " + node.kind());
        }
        return null;
    }
}
