package io.authwatch.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random histories through {@link Absences} and through a model that remembers every message: both miss the same. */
class AbsencesModelTest {
    private static final int HISTORIES = Integer.getInteger("histories", 10_000);
    private static final long HOUR = 3_600_000;
    private static final RuleSet RULES = RuleFile.read("r", "rules: {silent: {absent: 1h}}");

    /** Keeps all, and looks at all of it each time. */
    private static final class Model {
        private record Heard(String host, String sender, long at) {}

        private final List<Heard> history = new ArrayList<>();
        private final Map<String, Long> anew = new LinkedHashMap<>();
        private final Set<String> gone = new HashSet<>();
        private long watched;
        private Long before;
        private long anewForAll;
        private long looked;

        long at(Instant now) {
            long millis = now.toEpochMilli();
            watched += before == null ? 0 : Math.max(0, Math.min(millis - before, 300_000));
            before = millis;
            return watched;
        }

        /** A start: nobody was heard before, and who was known or gone stays so. */
        void restart() {
            List<Heard> known = new ArrayList<>();
            hosts().forEach(host -> known.add(new Heard(host, sender(host), 0)));
            history.clear();
            history.addAll(known);
            anew.clear();
            anewForAll = 0;
            watched = 0;
            looked = 0;
            before = null;
        }

        private Set<String> hosts() {
            Set<String> hosts = new TreeSet<>();
            history.forEach(heard -> hosts.add(heard.host));
            return hosts;
        }

        private String sender(String host) {
            String sender = "";
            for (Heard heard : history) {
                sender = heard.host.equals(host) ? heard.sender : sender;
            }
            return sender;
        }

        private long hostsOf(String sender) {
            return hosts().stream().filter(host -> sender(host).equals(sender)).count();
        }

        private long last(java.util.function.Predicate<Heard> which) {
            return history.stream().filter(which).mapToLong(Heard::at).max().orElse(0);
        }

        Set<String> heard(String host, String sender, Instant now) {
            long at = at(now);
            history.add(new Heard(host, sender, at));
            Set<String> back = new TreeSet<>();
            for (String who : List.of("*", "s " + sender, "h " + host)) {
                if (gone.remove(who)) {
                    anew.put(who, at);
                    back.add("back " + who);
                }
            }
            anewForAll = anew.getOrDefault("*", 0L);
            gone.removeIf(who -> who.startsWith("s ") && hostsOf(who.substring(2)) == 0);
            return back;
        }

        Set<String> look(Instant now) {
            long at = at(now);
            Set<String> found = new TreeSet<>();
            if (hosts().isEmpty() || at - looked < 1_000) {
                return found;
            }
            looked = at;
            if (gone.contains("*")) {
                return found;
            }
            long all = at - last(heard -> true);
            if (hosts().size() > 1 && all >= HOUR) {
                found.add("gone *");
                gone.add("*");
                return found;
            }
            for (String sender : hosts().stream().map(this::sender).distinct().toList()) {
                if (hostsOf(sender) >= 3 && !gone.contains("s " + sender) && quiet("s " + sender, at) >= HOUR) {
                    found.add("gone s " + sender);
                }
            }
            found.forEach(text -> gone.add(text.substring(5)));
            Set<String> hosts = new TreeSet<>();
            for (String host : hosts()) {
                String sender = "s " + sender(host);
                boolean relay = hostsOf(sender(host)) >= 3 && (gone.contains(sender) || quiet(sender, at) >= HOUR / 10);
                long hostQuiet = Math.min(quiet("h " + host, at), at - anew.getOrDefault(sender, 0L));
                boolean everybody = hosts().size() > 1 && Math.min(all, at - anewForAll) >= HOUR / 10;
                if (!gone.contains("h " + host) && hostQuiet >= HOUR && !relay && !everybody) {
                    hosts.add("gone h " + host);
                }
            }
            hosts.forEach(text -> gone.add(text.substring(5)));
            found.addAll(hosts);
            return found;
        }

        private long quiet(String who, long at) {
            String name = who.substring(2);
            long last = who.startsWith("s ")
                    ? history.stream()
                            .filter(heard -> heard.sender.equals(name))
                            .mapToLong(Heard::at)
                            .max()
                            .orElse(0)
                    : last(heard -> heard.host.equals(name));
            return at - Math.max(Math.max(last, anew.getOrDefault(who, 0L)), anewForAll);
        }
    }

    @Test
    void engineAndModel_agree() {
        long told = Seeds.sum(HISTORIES, seed -> history(new Random(seed)));
        assertTrue(told > HISTORIES, "the histories must be worth something: " + told);
    }

    private static int history(Random random) {
        Model model = new Model();
        Absences absences = new Absences(100);
        Map<String, StateCell> checkpoint = new LinkedHashMap<>();
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        int hosts = 1 + random.nextInt(6);
        int told = 0;
        for (int step = 0; step < 80; step++) {
            Duration[] jumps = {Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(365), Duration.ofDays(-365)};
            now = now.plusSeconds(random.nextInt(200));
            switch (random.nextInt(40)) {
                case 0 -> now = now.plus(jumps[random.nextInt(4)]);
                case 1 -> {
                    absences = restarted(absences, checkpoint, random);
                    model.restart();
                }
                case 2, 3, 4, 5, 6, 7 -> {
                    String host = "web-" + random.nextInt(hosts);
                    String sender = random.nextInt(3) > 0 ? "relay" : host;
                    assertEquals(model.heard(host, sender, now), texts(absences.heard(RULES, host, sender, now)));
                }
                default -> {
                    for (int minutes = random.nextInt(12); minutes > 0; minutes--) {
                        now = now.plusSeconds(60);
                        Set<String> expected = model.look(now);
                        assertEquals(expected, texts(absences.look(RULES, now)));
                        told += expected.size();
                    }
                }
            }
        }
        return told;
    }

    private static Absences restarted(Absences old, Map<String, StateCell> checkpoint, Random random) {
        for (StateCell cell : old.drainChanges()) {
            checkpoint.put(cell.key(), cell);
        }
        List<StateCell> cells = new ArrayList<>(checkpoint.values());
        Collections.shuffle(cells, random);
        Absences next = new Absences(100);
        cells.forEach(next::restore);
        return next;
    }

    private static Set<String> texts(List<Absence> absences) {
        Set<String> texts = new TreeSet<>();
        for (Absence absence : absences) {
            String who = switch (absence.kind()) {
                case HOST_GONE, HOST_BACK -> "h " + absence.subject();
                case SENDER_GONE, SENDER_BACK -> "s " + absence.subject();
                case ALL_GONE, ALL_BACK -> "*";
            };
            texts.add((absence.kind().back() ? "back " : "gone ") + who);
        }
        return texts;
    }
}
