package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules' meaning by brute force: keeps everything that ever happened and looks at all of it each time. Shares no code
 * with what it checks, the event type apart.
 */
final class DecisionModel {
    /** Successes that break out of one cool-down. */
    private static final int BREAK_OUTS = 3;

    private static final int EMERGENCY = 4;

    /** A rule as the test made it; times in milliseconds; no {@code digest}: told at once. */
    record ModelRule(
            String name,
            Predicate<AuthEvent> matches,
            int count,
            long within,
            List<Field> per,
            long repeat,
            @Nullable Long digest,
            int priority) {}

    /** One push in a form to compare, such as {@code first rule key also}. */
    private final List<String> pushes = new ArrayList<>();

    private final List<Happened> history = new ArrayList<>();
    private final Map<String, Cooling> cooling = new TreeMap<>();
    private final Map<String, Digest> digests = new TreeMap<>();
    private final SilenceModel silences = new SilenceModel();
    private final Map<String, Integer> suppressed = new HashMap<>();
    private final StormModel storms;
    private long turns;
    private final Gained windowTime = new Gained();
    private final Gained alertTime = new Gained();

    private record Happened(String rule, String key, long at, int weight) {}

    private static final class Cooling {
        private long until;
        private long followed;
        private long turn;
        private long repeat;
        private String hush = "";
        private String label = "";
        private ModelRule rule;
        private AuthEvent latest;
        private final Set<String> told = new HashSet<>();
        private int breakOuts;
        private int loudest;
    }

    private static final class Digest {
        private long until;
        private long times;
        private int priority;
    }

    /** So many keys of a rule that are pushed within a span, in milliseconds, are a storm. */
    DecisionModel(int stormKeys, long stormSpan) {
        storms = new StormModel(stormKeys, stormSpan, pushes, silences, suppressed);
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
        begin(now);
    }

    /** A silence from {@code start} to {@code end}, both in milliseconds from now. */
    void silence(SilenceModel.Asked asked, long start, long end, Instant now) {
        long at = begin(now);
        silences.add(asked, at + Math.max(0, start), at + end);
    }

    /** Somebody has seen a storm; answers whether that is new. */
    boolean acknowledge(String rule, boolean success) {
        return storms.acknowledge(rule, success);
    }

    /** What waits to be told, beside what follows an alert. */
    long untold() {
        return storms.untold()
                + silences.untold()
                + digests.values().stream().mapToLong(digest -> digest.times).sum();
    }

    void unsilence(long id, Instant now) {
        begin(now);
        silences.remove(id, pushes);
    }

    List<Long> silenceIds() {
        return silences.ids();
    }

    private long begin(Instant now) {
        long at = alertTime.at(now);
        silences.end(at, pushes);
        endCoolDowns(at);
        endDigests(at);
        storms.pass(at);
        return at;
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
        tell(event, muted, fired, begin(now));
    }

    private long inWindow(ModelRule rule, String key, long at) {
        return history.stream()
                .filter(h -> h.rule().equals(rule.name()) && h.key().equals(key))
                .filter(h -> rule.count() == 1 ? h == history.get(history.size() - 1) : at - h.at() <= rule.within())
                .mapToLong(Happened::weight)
                .sum();
    }

    private void tell(AuthEvent event, boolean muted, List<ModelRule> fired, long at) {
        List<ModelRule> live = new ArrayList<>();
        for (ModelRule rule : fired) {
            SilenceModel.Active silence = muted ? null : silences.covering(rule.name(), rule.priority(), event, at);
            if (muted || silence != null) {
                String hush = muted ? "muted" : "silence";
                boolean opens = !cooling.containsKey(label(rule, event, hush));
                count(rule, event, hush, at);
                if (silence != null) {
                    silence.hold(1, opens);
                }
            } else if (rule.digest() != null) {
                gather(rule, at);
            } else {
                live.add(rule);
            }
        }
        ModelRule loudest = null;
        for (ModelRule rule : live) {
            boolean louder = loudest == null || rule.priority() > loudest.priority();
            loudest = louder && asks(rule, event) ? rule : loudest;
        }
        for (ModelRule rule : live) {
            tellNow(rule, rule == loudest, event, fired, at);
        }
    }

    private boolean asks(ModelRule rule, AuthEvent event) {
        StormModel.Incident storm = storms.of(rule.name(), event);
        if (storm != null) {
            return rule.priority() > storm.loudest();
        }
        Cooling open = cooling.get(label(rule, event, ""));
        return open == null
                || rule.priority() > open.loudest
                || (open.breakOuts < BREAK_OUTS && !open.told.containsAll(successValues(rule, event)));
    }

    private void tellNow(ModelRule rule, boolean loudest, AuthEvent event, List<ModelRule> fired, long at) {
        String label = label(rule, event, "");
        String told = label + " event " + event.id() + " also "
                + String.join(
                        "+",
                        fired.stream()
                                .filter(r -> r != rule)
                                .map(ModelRule::name)
                                .toList());
        boolean asks = asks(rule, event);
        Cooling open = cooling.get(label);
        StormModel.Incident storm = storms.of(rule.name(), event);
        if (storm != null) {
            storms.fires(storm, new StormModel.Part(event, 1, rule.priority()), loudest, at);
        } else if (!asks) {
            count(rule, event, "", at);
            return;
        } else if (!loudest) {
            suppressed.merge("outranked", 1, Integer::sum);
        } else if (open == null) {
            tellOrStorm(rule, label, new StormModel.Part(event, 1, rule.priority()), "first " + told, at);
        } else {
            long followed = open.followed;
            open.followed = 0;
            open.breakOuts += rule.priority() > open.loudest ? 0 : 1;
            tellOrStorm(
                    rule,
                    label,
                    new StormModel.Part(event, followed + 1, rule.priority()),
                    "break-out " + told + " followed " + followed,
                    at);
        }
        open = fire(rule, event, "", at);
        open.told.addAll(successValues(rule, event));
        open.loudest = Math.max(open.loudest, rule.priority());
    }

    private void tellOrStorm(ModelRule rule, String label, StormModel.Part part, String text, long at) {
        if (storms.isStorm(rule, label, part, text, at)) {
            storms.begin(rule, part, at, this::takeFollowed);
        }
    }

    /** What followed an alert is told with a storm, not later. */
    private StormModel.@Nullable Part takeFollowed(String label) {
        Cooling open = cooling.get(label);
        if (open == null) {
            return null;
        }
        StormModel.Part part = new StormModel.Part(open.latest, open.followed, open.rule.priority());
        open.followed = 0;
        return part;
    }

    /** What a success tells, for who wants to know whether it is news. */
    private static Set<String> successValues(ModelRule rule, AuthEvent event) {
        Set<String> values = new HashSet<>();
        if (event.outcome().label().equals("success")) {
            values.add("success");
            for (Field field : List.of(Field.HOST, Field.USER, Field.SOURCE)) {
                if (!rule.per().contains(field) && event.get(field) != null) {
                    values.add(field + " " + event.get(field));
                }
            }
        }
        return values;
    }

    private void count(ModelRule rule, AuthEvent event, String hush, long at) {
        boolean opens = !cooling.containsKey(label(rule, event, hush));
        Cooling open = fire(rule, event, hush, at);
        open.followed += opens ? 0 : 1;
        suppressed.merge(hush.isEmpty() ? "cooldown" : hush, 1, Integer::sum);
    }

    private Cooling fire(ModelRule rule, AuthEvent event, String hush, long at) {
        Cooling open = cooling.computeIfAbsent(label(rule, event, hush), label -> {
            Cooling opened = new Cooling();
            opened.until = at + rule.repeat();
            opened.label = label;
            opened.hush = hush;
            return opened;
        });
        open.turn = ++turns;
        open.repeat = rule.repeat();
        open.rule = rule;
        open.latest = event;
        return open;
    }

    private void gather(ModelRule rule, long at) {
        Digest digest = digests.computeIfAbsent(rule.name(), name -> {
            Digest begun = new Digest();
            begun.until = at + rule.digest();
            return begun;
        });
        digest.times++;
        digest.priority = Math.max(digest.priority, rule.priority());
        suppressed.merge("digest", 1, Integer::sum);
    }

    private void endDigests(long at) {
        while (true) {
            String next = null;
            for (String rule : digests.keySet()) {
                boolean over = digests.get(rule).until <= at;
                next = over && (next == null || digests.get(rule).until < digests.get(next).until) ? rule : next;
            }
            if (next == null) {
                return;
            }
            Digest digest = digests.remove(next);
            SilenceModel.Active silence = silences.coveringAll(next, digest.priority, at);
            if (silence != null) {
                silence.hold(digest.times, false);
            } else {
                pushes.add("digest " + next + " followed " + digest.times);
            }
        }
    }

    private void endCoolDowns(long at) {
        while (true) {
            Cooling next = null;
            for (Cooling open : cooling.values()) {
                boolean earlier = next == null || open.until < next.until;
                next = open.until <= at && earlier ? open : next;
            }
            if (next == null) {
                return;
            }
            endCoolDown(next, at);
        }
    }

    private void endCoolDown(Cooling next, long at) {
        if (next.followed == 0) {
            cooling.remove(next.label);
            return;
        }
        if (next.hush.isEmpty()) {
            SilenceModel.Active silence = silences.covering(next.rule.name(), next.rule.priority(), next.latest, at);
            if (silence != null) {
                silence.hold(next.followed, false);
                cooling.remove(next.label);
                return;
            }
            StormModel.Part part = new StormModel.Part(next.latest, next.followed, next.rule.priority());
            StormModel.Incident storm = storms.of(next.rule.name(), next.latest);
            if (storm != null) {
                storms.takes(storm, part);
                cooling.remove(next.label);
                return;
            }
            String text = "summary " + next.label + " followed " + next.followed;
            next.followed = 0;
            tellOrStorm(next.rule, next.label, part, text, at);
        }
        next.followed = 0;
        next.breakOuts = 0;
        next.told.addAll(successValues(next.rule, next.latest));
        next.until = at + next.repeat;
    }

    /** A rule changed: nothing that belongs to it is remembered, but what was gathered is told. */
    void forget(String rule) {
        history.removeIf(h -> h.rule().equals(rule));
        cooling.keySet().removeIf(label -> label.startsWith(rule + " "));
    }

    private static String label(ModelRule rule, AuthEvent event, String hush) {
        return rule.name() + " " + key(rule, event) + (hush.isEmpty() ? "" : " " + hush);
    }

    private static String key(ModelRule rule, AuthEvent event) {
        return rule.per().stream()
                .map(field -> Objects.requireNonNullElse(event.get(field), "-"))
                .toList()
                .toString();
    }

    /** Whether a priority, as a place in the list of them, is the highest. */
    static boolean isEmergency(int priority) {
        return priority == EMERGENCY;
    }
}
