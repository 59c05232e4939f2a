package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rule's window must know of each match besides its time: the value that {@code distinct} counts, and the parts
 * in which others are compared with it, by {@code forgive} or by the rules that come after this one.
 *
 * <pre>
 *   distinct: user, forgive same [user, source], another rule's after same [source/24]
 *   parts     user │ source │ source/24
 * </pre>
 */
final class Shape {
    /** The most that a rule may count to whose matches are told apart: each firing looks at as many. */
    static final int COUNT_MAX = 1_000;

    private final Rule rule;
    private final List<Rule> followers;
    private final List<KeyPart> parts = new ArrayList<>();
    private final List<Integer> forgive;
    private final List<List<Integer>> after = new ArrayList<>();

    /**
     * @param rule as it is in force for some host
     * @param followers the rules that come after it
     */
    Shape(Rule rule, List<Rule> followers) {
        this.rule = rule;
        this.followers = followers;
        KeyPart distinct = rule.distinct();
        if (distinct != null) {
            parts.add(distinct);
        }
        Forgive forgives = rule.forgive();
        this.forgive = forgives == null ? List.of() : places(forgives.same());
        for (Rule follower : followers) {
            After comesAfter = follower.after();
            after.add(comesAfter == null ? List.of() : places(comesAfter.same()));
        }
    }

    private List<Integer> places(List<KeyPart> same) {
        List<Integer> places = new ArrayList<>();
        for (KeyPart part : same) {
            if (!parts.contains(part)) {
                parts.add(part);
            }
            places.add(parts.indexOf(part));
        }
        return List.copyOf(places);
    }

    Rule rule() {
        return rule;
    }

    List<Rule> followers() {
        return followers;
    }

    /** Whether it is the shape of just these. */
    boolean isOf(Rule other, List<Rule> otherFollowers) {
        return rule == other && followers == otherFollowers;
    }

    /** Whether a match's time says all. */
    boolean plain() {
        return parts.isEmpty();
    }

    /** Whether different values are counted, which then are the first part, rather than attempts. */
    boolean countsValues() {
        return rule.distinct() != null;
    }

    /** Whether the latest matches of as many values as the rule counts to say all, since nobody looks at others. */
    boolean onlyCounts() {
        return countsValues() && forgive.isEmpty() && followers.isEmpty();
    }

    /** An event's values of all parts. */
    List<String> group(AuthEvent event) {
        return KeyPart.values(parts, event);
    }

    /** Whether a group of matches is like an event that makes good. */
    boolean forgives(List<String> group, List<String> good) {
        for (int place : forgive) {
            if (!at(group, place).equals(at(good, place))) {
                return false;
            }
        }
        return true;
    }

    /**
     * For each follower what it compares of some groups, each once, without those that do not know it. In an order of
     * their own, so that it is the same whichever group matched last.
     */
    List<List<List<String>>> compared(Collection<List<String>> groups) {
        List<List<List<String>>> all = new ArrayList<>();
        for (int follower = 0; follower < followers.size(); follower++) {
            all.add(List.copyOf(compared(follower, groups)));
        }
        return all;
    }

    private Collection<List<String>> compared(int follower, Collection<List<String>> groups) {
        Map<String, List<String>> compared = new TreeMap<>();
        for (List<String> group : groups) {
            List<String> values = new ArrayList<>();
            for (int place : after.get(follower)) {
                values.add(at(group, place));
            }
            if (!values.contains(GroupedWindow.UNKNOWN)) {
                compared.putIfAbsent(RuleState.join(values), values);
            }
        }
        return compared.values();
    }

    private static String at(List<String> group, int place) {
        return place < group.size() ? group.get(place) : GroupedWindow.UNKNOWN;
    }

    /** Whether a group means the same here and there. */
    boolean alike(Shape other) {
        return parts.equals(other.parts);
    }

    /** A group of another shape of the same rule as one of this shape; what that did not know stays unknown. */
    List<String> reshaped(List<String> group, Shape from) {
        List<String> values = new ArrayList<>();
        for (KeyPart part : parts) {
            int place = from.parts.indexOf(part);
            values.add(place < 0 ? GroupedWindow.UNKNOWN : at(group, place));
        }
        return List.copyOf(values);
    }
}
