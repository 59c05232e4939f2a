package io.authwatch.rule;

import io.authwatch.rule.Absence.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is heard, for one {@code absent} rule: one message for what is one fault.
 *
 * <pre>
 *   all hosts ⊃ the hosts behind one sender (a relay: three or more) ⊃ a host
 *
 *   heard ──a host silent for its time──▶ is its relay, or everybody, quiet too?
 *                                          │ no: HOST_GONE
 *                                          └ yes: wait until it is heard (then HOST_GONE),
 *                                                 or silent for the time itself (then SENDER_GONE, ALL_GONE)
 * </pre>
 *
 * <p>When a relay or everybody is heard again, those behind it get their full time anew: nobody could hear them.
 */
final class AbsenceWatch {
    /** A sender is a relay from so many hosts on. */
    private static final int RELAY_HOSTS_MIN = 3;
    /** Who was quiet for this part of a host's time may be the one who is silent. */
    private static final int QUIET_PART = 10;

    private static final long QUIET_MILLIS_MIN = 120_000;
    private static final byte FORM = 1;
    /** Begins the key of a sender's cell; no host's name does. */
    private static final String SENDER = "\u001e";

    private final String rule;
    private final LinkedHashMap<String, Watched> hosts = new LinkedHashMap<>();
    private final Map<String, Watched> senders = new HashMap<>();
    private final Watched all = new Watched();
    private final Set<String> changed = new LinkedHashSet<>();

    /** A host, a sender, or all of them. */
    private static final class Watched {
        private String sender = "";
        private long heard;
        /** Nobody could have heard it before. */
        private long since;

        private int hosts;
        private boolean gone;
    }

    AbsenceWatch(String rule) {
        this.rule = rule;
    }

    boolean is(String name) {
        return rule.equals(name);
    }

    void heard(String host, String sender, long at, List<Absence> back) {
        Watched known = hosts.remove(host);
        Watched watched = known == null ? new Watched() : known;
        hosts.put(host, watched);
        if (known == null || !watched.sender.equals(sender)) {
            moved(host, watched, sender);
        }
        Watched relay = relay(sender);
        returned(all, Absence.ALL, Kind.ALL_BACK, hosts.size(), at, back);
        returned(relay, sender, Kind.SENDER_BACK, relay.hosts, at, back);
        returned(watched, host, Kind.HOST_BACK, 1, at, back);
    }

    private void returned(Watched who, String subject, Kind kind, int count, long at, List<Absence> back) {
        if (who.gone) {
            who.gone = false;
            who.since = at;
            changed.add(cellKey(kind, subject));
            back.add(new Absence(rule, kind, subject, count, Duration.ofMillis(at - who.heard)));
        }
        who.heard = at;
    }

    private void moved(String host, Watched watched, String sender) {
        leave(watched.sender);
        watched.sender = sender;
        relay(sender).hosts++;
        changed.add(host);
    }

    private void leave(String sender) {
        Watched relay = senders.get(sender);
        if (relay != null && --relay.hosts == 0) {
            senders.remove(sender);
            changed.add(SENDER + sender);
        }
    }

    private Watched relay(String sender) {
        return senders.computeIfAbsent(sender, s -> new Watched());
    }

    /** Looks who was silent for too long. */
    void look(RuleSet rules, long at, List<Absence> gone) {
        long time = rules.absentAnywhere(rule).toMillis();
        if (all.gone || hosts.isEmpty()) {
            return;
        }
        if (hosts.size() > 1 && at - all.heard >= time) {
            gone(all, Absence.ALL, Kind.ALL_GONE, hosts.size(), at, gone);
            return;
        }
        senders.forEach((sender, relay) -> {
            if (relay.hosts >= RELAY_HOSTS_MIN && !relay.gone && silent(relay, at) >= time) {
                gone(relay, sender, Kind.SENDER_GONE, relay.hosts, at, gone);
            }
        });
        lookAtHosts(rules, at, gone);
    }

    /** The eldest first; a rule's time may differ by host, so that all are looked at whose relay does not tell for them. */
    private void lookAtHosts(RuleSet rules, long at, List<Absence> gone) {
        long least = rules.absentLeast(rule).toMillis();
        for (Map.Entry<String, Watched> entry : hosts.entrySet()) {
            Watched host = entry.getValue();
            if (at - host.heard < least) {
                return;
            }
            Rule inForce = host.gone ? null : rules.rule(rule, entry.getKey());
            Duration time = inForce == null ? null : inForce.absent();
            if (time != null && silent(host, at) >= time.toMillis() && !excused(host, time.toMillis(), at)) {
                gone(host, entry.getKey(), Kind.HOST_GONE, 1, at, gone);
            }
        }
    }

    /** Whether its relay, or everybody, may be the one who is silent. */
    private boolean excused(Watched host, long time, long at) {
        long quiet = Math.max(QUIET_MILLIS_MIN, time / QUIET_PART);
        Watched relay = relay(host.sender);
        boolean relayQuiet = relay.hosts >= RELAY_HOSTS_MIN && (relay.gone || silent(relay, at) >= quiet);
        return relayQuiet || (hosts.size() > 1 && silent(all, at) >= quiet);
    }

    private long silent(Watched who, long at) {
        long relay = who.sender.isEmpty() ? 0 : relay(who.sender).since;
        return at - Math.max(Math.max(who.heard, who.since), Math.max(all.since, relay));
    }

    private void gone(Watched who, String subject, Kind kind, int count, long at, List<Absence> gone) {
        who.gone = true;
        changed.add(cellKey(kind, subject));
        gone.add(new Absence(rule, kind, subject, count, Duration.ofMillis(at - who.heard)));
    }

    private static String cellKey(Kind kind, String subject) {
        return switch (kind) {
            case HOST_GONE, HOST_BACK -> subject;
            case SENDER_GONE, SENDER_BACK -> SENDER + subject;
            case ALL_GONE, ALL_BACK -> SENDER;
        };
    }

    /** Takes up what was answered before a crash. */
    void replay(Absence absence) {
        Watched who = at(cellKey(absence.kind(), absence.subject()));
        if (who != null) {
            who.gone = !absence.kind().back();
        }
    }

    /** Forgets the hosts heard the longest ago that are too many, and answers how many. */
    int keepOnly(int hostsMax) {
        int forgotten = 0;
        while (hosts.size() > hostsMax) {
            forget(hosts.keySet().iterator().next());
            forgotten++;
        }
        return forgotten;
    }

    void forgetUnless(Predicate<String> wanted) {
        for (String host : new ArrayList<>(hosts.keySet())) {
            if (!wanted.test(host)) {
                forget(host);
            }
        }
    }

    private void forget(String host) {
        Watched watched = hosts.remove(host);
        if (watched != null) {
            leave(watched.sender);
            changed.add(host);
        }
    }

    int size() {
        return hosts.size();
    }

    boolean changed() {
        return !changed.isEmpty();
    }

    List<StateCell> drain() {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (String key : changed) {
            Watched who = at(key);
            byte[] data = who == null
                    ? new byte[0]
                    : new CellWriter(FORM)
                            .number(who.gone ? 1 : 0)
                            .text(who.sender)
                            .octets();
            cells.add(new StateCell(Absences.KIND, rule, key, data));
        }
        changed.clear();
        return cells;
    }

    private @Nullable Watched at(String cellKey) {
        if (!cellKey.startsWith(SENDER)) {
            return hosts.get(cellKey);
        }
        return cellKey.length() == 1 ? all : senders.get(cellKey.substring(1));
    }

    void restore(StateCell cell) {
        CellReader from = new CellReader(cell, FORM);
        boolean gone = from.number() == 1;
        String key = cell.key();
        if (key.startsWith(SENDER)) {
            Watched who = key.length() == 1 ? all : relay(key.substring(1));
            who.gone = gone;
        } else {
            Watched host = new Watched();
            host.gone = gone;
            host.sender = from.text();
            hosts.put(key, host);
            relay(host.sender).hosts++;
        }
    }
}
