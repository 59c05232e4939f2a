package io.authwatch.notify;

import io.authwatch.alert.SafeText;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One notification instead of those that were held back:
 *
 * <pre>
 *  14 alerts in the last hour: guessing 9, entered 5              title
 *
 *  guessing: 9 on web-1, web-2 and 3 more                         message: rule by rule, the most frequent first,
 *  entered: 5 on db-1
 *  12:05 UTC ann logged in on db-1 from 192.0.2.7                 the latest ones,
 *  Held back so that the message quota lasts; …                   why, and where all of them are
 * </pre>
 */
final class Digest {
    /** Stands for the rule: it is told for the quota's sake. */
    private static final String RULE = "quota";

    private static final int TITLE_RULES_MAX = 4;
    private static final int RULES_MAX = 8;
    private static final int HOSTS_MAX = 3;
    private static final int LATEST_MAX = 10;
    private static final int NAME_MAX = 39;
    private static final int LINE_MAX = 120;

    private final List<Notification> held;
    private final Instant now;

    private Digest(List<Notification> held, Instant now) {
        this.held = held;
        this.now = now;
    }

    /** The digest of what was held back of one recipient, at least one, the oldest first. */
    static Notification of(List<Notification> held, Instant now) {
        return new Digest(held, now).write();
    }

    private Notification write() {
        Notification oldest = held.get(0);
        Set<String> hosts = hosts(held);
        String id = "digest-" + oldest.id();
        String title = Lines.cut(title(oldest), Wording.TITLE_MAX);
        String host = hosts.size() == 1 ? oldest.host() : "-";
        return Notification.pending(id, "digest", RULE, host, Priority.NORMAL, title, message(), now, now)
                .addressed(id, title, oldest.to());
    }

    private String title(Notification oldest) {
        Map<String, List<Notification>> rules = rules();
        StringBuilder title = new StringBuilder();
        title.append(held.size()).append(" alerts").append(since(oldest.created()));
        String before = ": ";
        for (Map.Entry<String, List<Notification>> rule :
                rules.entrySet().stream().limit(TITLE_RULES_MAX).toList()) {
            title.append(before).append(SafeText.of(rule.getKey(), NAME_MAX)).append(' ');
            title.append(rule.getValue().size());
            before = ", ";
        }
        int unnamed = rules.size() - TITLE_RULES_MAX;
        return unnamed > 0
                ? title.append(" and ").append(unnamed).append(" more rules").toString()
                : title.toString();
    }

    private String since(Instant oldest) {
        Duration length = Duration.between(oldest, now);
        if (length.isNegative()) {
            return "";
        }
        boolean hour = length.toMinutes() >= 55 && length.toMinutes() <= 65;
        return " in the last " + (hour ? "hour" : Times.length(length));
    }

    private String message() {
        Lines lines = new Lines(Wording.MESSAGE_MAX);
        int rank = 1;
        for (Map.Entry<String, List<Notification>> rule :
                rules().entrySet().stream().limit(RULES_MAX).toList()) {
            lines.add(
                    rank++,
                    SafeText.of(rule.getKey(), NAME_MAX) + ": "
                            + rule.getValue().size() + " on " + hostsOf(rule.getValue()));
        }
        int unnamed = rules().size() - RULES_MAX;
        lines.add(rank, unnamed > 0 ? "and " + unnamed + " more rules" : "");
        for (int latest = held.size() - 1; latest >= Math.max(0, held.size() - LATEST_MAX); latest--) {
            Notification row = held.get(latest);
            lines.add(++rank, Lines.cut(Times.since(row.created(), now) + " " + row.title(), LINE_MAX));
        }
        lines.add(0, "Held back so that the message quota lasts; all are shown under notifications, state digested");
        return lines.text();
    }

    private static String hostsOf(List<Notification> rows) {
        Set<String> hosts = hosts(rows);
        List<String> named = hosts.stream()
                .limit(HOSTS_MAX)
                .map(host -> SafeText.of(host, NAME_MAX))
                .toList();
        int unnamed = hosts.size() - named.size();
        return String.join(", ", named) + (unnamed > 0 ? " and " + unnamed + " more" : "");
    }

    private static Set<String> hosts(List<Notification> rows) {
        Set<String> hosts = new TreeSet<>();
        rows.forEach(row -> hosts.add(row.host()));
        return hosts;
    }

    /** What was held back, by rule; the most frequent first, of equals the first. */
    private Map<String, List<Notification>> rules() {
        Map<String, List<Notification>> byRule = new LinkedHashMap<>();
        held.forEach(row ->
                byRule.computeIfAbsent(row.rule(), rule -> new ArrayList<>()).add(row));
        Map<String, List<Notification>> sorted = new LinkedHashMap<>();
        byRule.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Notification>> rule) ->
                        -rule.getValue().size()))
                .forEach(rule -> sorted.put(rule.getKey(), rule.getValue()));
        return sorted;
    }
}
