package io.authwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is held back for the quota's sake, by the name of the recipient: each is told in a digest of their own. */
final class HeldBack {
    private static final Comparator<Notification> BY_AGE =
            Comparator.comparing(Notification::created).thenComparing(Notification::id);

    private final Duration digestEvery;
    private final TreeMap<String, TreeSet<Notification>> byRecipient = new TreeMap<>();
    private int size;

    HeldBack(Duration digestEvery) {
        this.digestEvery = digestEvery;
    }

    void add(Notification row) {
        boolean added = byRecipient
                .computeIfAbsent(row.to().name(), name -> new TreeSet<>(BY_AGE))
                .add(row);
        size += added ? 1 : 0;
    }

    /** Whether the digest of this one's recipient is due. */
    boolean digestDue(Notification row, Instant now) {
        TreeSet<Notification> rows = byRecipient.get(row.to().name());
        return rows != null && due(rows, now);
    }

    /** Whether the oldest has waited long enough, or was held back by a clock that was ahead. */
    private boolean due(TreeSet<Notification> rows, Instant now) {
        Instant since = rows.first().created();
        return since.isAfter(now) || !now.isBefore(since.plus(digestEvery));
    }

    /** The names of the recipients whose digest is due, who waited longest first, so that nobody waits for ever. */
    List<String> due(Instant now) {
        return byRecipient.entrySet().stream()
                .filter(recipient -> due(recipient.getValue(), now))
                .sorted(Comparator.comparing(recipient -> recipient.getValue().first(), BY_AGE))
                .map(Map.Entry::getKey)
                .toList();
    }

    private TreeSet<Notification> of(String recipient) {
        return byRecipient.getOrDefault(recipient, new TreeSet<>(BY_AGE));
    }

    /** Takes out all of one recipient, the oldest first. */
    List<Notification> take(String recipient) {
        List<Notification> taken = List.copyOf(of(recipient));
        byRecipient.remove(recipient);
        size -= taken.size();
        return taken;
    }

    /** Takes out all, the oldest first. */
    List<Notification> takeAll() {
        List<Notification> all = new ArrayList<>(size);
        byRecipient.values().forEach(all::addAll);
        all.sort(BY_AGE);
        byRecipient.clear();
        size = 0;
        return all;
    }

    /** Takes out the youngest, or answers null. */
    @Nullable
    Notification takeYoungest() {
        Notification youngest =
                byRecipient.values().stream().map(TreeSet::last).max(BY_AGE).orElse(null);
        if (youngest != null) {
            remove(youngest);
        }
        return youngest;
    }

    /** Takes out all of these alerts. */
    List<Notification> take(Set<String> alerts) {
        List<Notification> taken = byRecipient.values().stream()
                .flatMap(TreeSet::stream)
                .filter(row -> alerts.contains(row.alert()))
                .toList();
        taken.forEach(this::remove);
        return taken;
    }

    private void remove(Notification row) {
        String recipient = row.to().name();
        TreeSet<Notification> rows = of(recipient);
        size -= rows.remove(row) ? 1 : 0;
        if (rows.isEmpty()) {
            byRecipient.remove(recipient);
        }
    }

    int size() {
        return size;
    }

    /** When the oldest was decided, or null. */
    @Nullable
    Instant oldest() {
        return byRecipient.values().stream()
                .map(rows -> rows.first().created())
                .min(Instant::compareTo)
                .orElse(null);
    }
}
