package io.authwatch.alert;

import io.authwatch.alert.DecisionModel.ModelRule;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Storms by brute force: keeps every push and every firing, and each question goes through all of them. Times in
 * milliseconds that passed. Shares no code with what it checks, the event type apart.
 */
final class StormModel {
    private static final long MINUTE = 60_000;
    private static final long QUIET = 15 * MINUTE;
    private static final long DAY = 24 * 60 * MINUTE;
    /** When an incident is looked at again, from its beginning. */
    private static final long[] LOOKS = LongStream.concat(
                    LongStream.of(1, 5, 15), LongStream.rangeClosed(1, 25).map(hour -> 60 * hour))
            .map(minutes -> minutes * MINUTE)
            .toArray();

    private static final int NORMAL = 2;
    private static final int HIGH = 3;
    /** What firings can have in common, beside the rule. */
    private static final Map<String, Function<AuthEvent, @Nullable String>> DIMENSIONS = new TreeMap<>(Map.of(
            "host", AuthEvent::host,
            "group", event -> RandomWorld.GROUPS.get(event.host()),
            "domain", event -> RandomWorld.DOMAINS.get(event.host()),
            "user", event -> event.get(Field.USER),
            "source", event -> event.get(Field.SOURCE),
            "network", event -> RandomWorld.NETWORKS.get(String.valueOf(event.get(Field.SOURCE))),
            "key", event -> event.get(Field.KEY)));

    private final int keysMax;
    private final long span;
    private final List<String> pushes;
    private final SilenceModel silences;
    private final Map<String, Integer> suppressed;
    private final List<Pushed> pushed = new ArrayList<>();
    private final List<Incident> open = new ArrayList<>();

    /** Firings of which one event is the latest. */
    record Part(AuthEvent event, long firings, int priority) {}

    private record Pushed(String rule, boolean success, String label, Part part, long at) {}

    /** One storm. */
    static final class Incident {
        private final String rule;
        private final boolean success;
        private final long begun;
        private final List<Part> parts = new ArrayList<>();
        private long last;
        private long looked;
        private long untold;
        private boolean seen;
        private long toldHosts;
        private long toldSources;
        private boolean toldRoot;
        private Set<String> toldCommon = Set.of();

        private Incident(String rule, boolean success, long begun) {
            this.rule = rule;
            this.success = success;
            this.begun = begun;
            this.last = begun;
            this.looked = begun;
        }

        int loudest() {
            return parts.stream().mapToInt(Part::priority).max().orElse(0);
        }

        private long times() {
            return parts.stream().mapToLong(Part::firings).sum();
        }

        private long end() {
            return Math.min(last + QUIET, begun + DAY);
        }

        private long due() {
            int next = 0;
            while (begun + LOOKS[next] <= looked) {
                next++;
            }
            return Math.min(begun + LOOKS[next], end());
        }

        private long different(String dimension) {
            return values(dimension).size();
        }

        private Map<String, Long> values(String dimension) {
            Map<String, Long> values = new TreeMap<>();
            for (Part part : parts) {
                String value = Objects.requireNonNull(DIMENSIONS.get(dimension)).apply(part.event());
                if (value != null) {
                    values.merge(value, part.firings(), Long::sum);
                }
            }
            return values;
        }

        /** What four of five have, or null. */
        private @Nullable String mostly(String dimension) {
            return values(dimension).entrySet().stream()
                    .filter(value -> value.getValue() * 5 >= times() * 4)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        private @Nullable String only(String dimension) {
            return values(dimension).entrySet().stream()
                    .filter(value -> value.getValue() == times())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        private boolean root() {
            return parts.stream().anyMatch(part -> "root".equals(part.event().get(Field.USER)));
        }

        private Set<String> common() {
            Set<String> common = new HashSet<>();
            DIMENSIONS.keySet().forEach(dimension -> common.add(dimension + " " + mostly(dimension)));
            common.removeIf(value -> value.endsWith(" null"));
            return common;
        }

        private boolean changedItsShape() {
            return different("host") >= 2 * toldHosts
                    || (different("source") > 0 && different("source") >= 2 * toldSources)
                    || (root() && !toldRoot)
                    || !toldCommon.containsAll(common());
        }

        private String title() {
            String user = only("user");
            String host = only("host");
            String hosts = only("group") != null ? only("group") : only("domain");
            String mostHosts = mostly("host") != null ? mostly("host") : mostly("group");
            String key = only("key");
            String source = only("source");
            String network = only("network");
            String text = rule.replace('r', 'R') + (user == null ? "" : " as " + user)
                    + (key == null ? "" : " with key " + key) + " on ";
            text += host != null
                    ? host
                    : different("host") + " hosts"
                            + (hosts != null ? " of " + hosts : mostHosts == null ? "" : ", mostly " + mostHosts);
            String most = mostly("source") != null ? mostly("source") : mostly("network");
            if (source != null || network != null) {
                text += " from " + (source != null ? source : network);
            } else if (different("source") > 0) {
                text += " from " + different("source") + (different("source") == 1 ? " source" : " sources")
                        + (most == null ? "" : ", mostly " + most);
            }
            return text + " (" + times() + " times)";
        }
    }

    StormModel(int keysMax, long span, List<String> pushes, SilenceModel silences, Map<String, Integer> suppressed) {
        this.keysMax = keysMax;
        this.span = span;
        this.pushes = pushes;
        this.silences = silences;
        this.suppressed = suppressed;
    }

    @Nullable
    Incident of(String rule, AuthEvent event) {
        return of(rule, isSuccess(event));
    }

    private @Nullable Incident of(String rule, boolean success) {
        return open.stream()
                .filter(incident -> incident.rule.equals(rule) && incident.success == success)
                .findFirst()
                .orElse(null);
    }

    static boolean isSuccess(AuthEvent event) {
        return event.outcome().label().equals("success");
    }

    /** Whether a push for this key would be the last straw; else it is noted, and {@code text} is pushed. */
    boolean isStorm(ModelRule rule, String label, Part part, String text, long at) {
        boolean success = isSuccess(part.event());
        long others = pushed.stream()
                .filter(push -> push.rule.equals(rule.name()) && push.success == success && push.at > at - span)
                .map(Pushed::label)
                .filter(other -> !other.equals(label))
                .distinct()
                .count();
        if (others + 1 >= keysMax) {
            return true;
        }
        pushes.add(text);
        pushed.add(new Pushed(rule.name(), success, label, part, at));
        return false;
    }

    /** Begins with what was pushed lately, what followed that, and what would be pushed now. */
    void begin(ModelRule rule, Part part, long at, Function<String, @Nullable Part> followed) {
        boolean success = isSuccess(part.event());
        Incident incident = new Incident(rule.name(), success, at);
        pushed.removeIf(push -> {
            boolean its = push.rule.equals(rule.name()) && push.success == success;
            if (its && push.at > at - span) {
                incident.parts.add(push.part);
                add(incident, followed.apply(push.label));
            }
            return its;
        });
        add(incident, part);
        open.add(incident);
        tell("incident", incident, 4);
    }

    private static void add(Incident incident, @Nullable Part part) {
        if (part != null && part.firings() > 0) {
            incident.parts.add(part);
            incident.untold += part.firings();
        }
    }

    /** A firing during a storm: one that is louder than any before is told at once, for who saw that has not seen this. */
    void fires(Incident incident, Part part, boolean tellsIfLouder, long at) {
        boolean louder = part.priority() > incident.loudest();
        add(incident, part);
        incident.last = at;
        if (tellsIfLouder && louder) {
            incident.seen = false;
            tell("incident", incident, 4);
        } else {
            suppressed.merge("storm", 1, Integer::sum);
        }
    }

    /** What followed an alert whose cool-down ended during the storm. */
    void takes(Incident incident, Part followed) {
        add(incident, followed);
    }

    /** Somebody has seen it; answers whether that is new. */
    boolean acknowledge(String rule, boolean success) {
        Incident incident = of(rule, success);
        boolean news = incident != null && !incident.seen;
        if (news) {
            incident.seen = true;
        }
        return news;
    }

    void pass(long at) {
        while (true) {
            Incident next = open.stream()
                    .filter(incident -> incident.due() <= at)
                    .min(Comparator.comparing(Incident::due)
                            .thenComparing(incident -> incident.rule)
                            .thenComparing(incident -> incident.success))
                    .orElse(null);
            if (next == null) {
                return;
            }
            if (next.end() <= at) {
                open.remove(next);
                tellUnlessSilenced("incident-end", next, NORMAL, at);
                continue;
            }
            next.looked = at;
            if (next.changedItsShape() && next.seen) {
                suppressed.merge("acknowledged", 1, Integer::sum);
            } else if (next.changedItsShape()) {
                tellUnlessSilenced("incident-update", next, HIGH, at);
            }
        }
    }

    private void tellUnlessSilenced(String kind, Incident incident, int loudest, long at) {
        SilenceModel.Active silence = silences.coveringAll(incident.rule, incident.loudest(), at);
        long untold = incident.untold;
        tell(kind, incident, loudest);
        if (silence != null) {
            pushes.remove(pushes.size() - 1);
            silence.hold(untold, false);
        }
    }

    private void tell(String kind, Incident incident, int loudest) {
        pushes.add(kind + " " + incident.rule + (incident.success ? " success" : " other") + " priority "
                + Math.min(loudest, incident.loudest()) + " count " + incident.times() + " followed " + incident.untold
                + " hosts " + incident.different("host") + " sources " + incident.different("source") + ": "
                + incident.title());
        incident.untold = 0;
        incident.toldHosts = incident.different("host");
        incident.toldSources = incident.different("source");
        incident.toldRoot = incident.root();
        incident.toldCommon = incident.common();
    }

    /** Firings that wait to be told. */
    long untold() {
        return open.stream().mapToLong(incident -> incident.untold).sum();
    }
}
