package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The rules' meaning by brute force: keeps everything that ever happened and looks at all of it each time. Shares no code
 * with what it checks, the event type apart.
 */
final class DecisionModel {
    /** A rule as the test made it. */
    record ModelRule(
            String name,
            Predicate<AuthEvent> matches,
            int count,
            long within,
            List<Field> per,
            long repeat,
            int priority) {}

    /** One push in a form to compare: {@code first rule key also} or {@code summary rule key followed}. */
    private final List<String> pushes = new ArrayList<>();

    private final List<Happened> history = new ArrayList<>();
    private final Map<String, Cooling> cooling = new TreeMap<>();
    private final Map<String, Integer> suppressed = new HashMap<>();
    private long turns;
    private final Gained windowTime = new Gained();
    private final Gained alertTime = new Gained();

    private record Happened(String rule, String key, long at, int weight) {}

    private static final class Cooling {
        private long until;
        private long followed;
        private long turn;
        private long repeat;
        private boolean muted;
        private String label = "";
    }

    /** What was pushed since the last call. */
    List<String> takePushes() {
        List<String> taken = List.copyOf(pushes);
        pushes.clear();
        return taken;
    }

    Map<String, Integer> suppressed() {
        return suppressed;
    }

    int open() {
        return cooling.size();
    }

    /** What a clock gained since it was first looked at; windows and cool-downs look at different moments. */
    private static final class Gained {
        private Long clock;
        private long sum;

        long at(Instant now) {
            long millis = now.toEpochMilli();
            sum += clock == null ? 0 : Math.max(0, millis - clock);
            clock = millis;
            return sum;
        }
    }

    void tick(Instant now) {
        endCoolDowns(alertTime.at(now));
    }

    void event(AuthEvent event, boolean muted, List<ModelRule> rules, Instant now) {
        long at = windowTime.at(now);
        List<ModelRule> fired = new ArrayList<>();
        for (ModelRule rule : rules) {
            if (rule.matches().test(event) && event.count() > 0) {
                history.add(new Happened(rule.name(), key(rule, event), at, event.count()));
                if (inWindow(rule, key(rule, event), at) >= rule.count()) {
                    fired.add(rule);
                }
            }
        }
        long alertAt = alertTime.at(now);
        endCoolDowns(alertAt);
        tell(event, muted, fired, alertAt);
    }

    private long inWindow(ModelRule rule, String key, long at) {
        return history.stream()
                .filter(h -> h.rule().equals(rule.name()) && h.key().equals(key))
                .filter(h -> rule.count() == 1 ? h == history.get(history.size() - 1) : at - h.at() <= rule.within())
                .mapToLong(Happened::weight)
                .sum();
    }

    private void tell(AuthEvent event, boolean muted, List<ModelRule> fired, long at) {
        ModelRule loudest = null;
        for (ModelRule rule : fired) {
            boolean free = !muted && !cooling.containsKey(label(rule, event, muted));
            if (free && (loudest == null || rule.priority() > loudest.priority())) {
                loudest = rule;
            }
        }
        for (ModelRule rule : fired) {
            String label = label(rule, event, muted);
            Cooling open = cooling.get(label);
            if (open == null) {
                open = new Cooling();
                open.until = at + rule.repeat();
                open.label = label;
                open.muted = muted;
                cooling.put(label, open);
                if (rule == loudest) {
                    String also = String.join(
                            "+",
                            fired.stream()
                                    .filter(r -> r != rule)
                                    .map(ModelRule::name)
                                    .toList());
                    pushes.add("first " + label + " event " + event.id() + " also " + also);
                } else {
                    suppressed.merge(muted ? "muted" : "outranked", 1, Integer::sum);
                }
            } else {
                open.followed++;
                suppressed.merge(muted ? "muted" : "cooldown", 1, Integer::sum);
            }
            open.turn = ++turns;
            open.repeat = rule.repeat();
        }
    }

    private void endCoolDowns(long at) {
        while (true) {
            Cooling next = null;
            for (Cooling open : cooling.values()) {
                boolean earlier =
                        next == null || open.until < next.until || (open.until == next.until && open.turn < next.turn);
                next = open.until <= at && earlier ? open : next;
            }
            if (next == null) {
                return;
            }
            if (next.followed == 0) {
                cooling.remove(next.label);
            } else {
                if (!next.muted) {
                    pushes.add("summary " + next.label + " followed " + next.followed);
                }
                next.followed = 0;
                next.until = at + next.repeat;
            }
        }
    }

    /** A rule changed: nothing that belongs to it is remembered. */
    void forget(String rule) {
        history.removeIf(h -> h.rule().equals(rule));
        cooling.keySet().removeIf(label -> label.startsWith(rule + " "));
    }

    private static String label(ModelRule rule, AuthEvent event, boolean muted) {
        return rule.name() + " " + key(rule, event) + (muted ? " muted" : "");
    }

    private static String key(ModelRule rule, AuthEvent event) {
        return rule.per().stream()
                .map(field -> Objects.requireNonNullElse(event.get(field), "-"))
                .toList()
                .toString();
    }
}
