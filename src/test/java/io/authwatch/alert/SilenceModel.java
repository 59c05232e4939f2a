package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Silences by brute force: a list, and each question goes through all of it. */
final class SilenceModel {
    /** What a silence covers, each part null for any. */
    record Asked(
            long id,
            @Nullable String rule,
            @Nullable String host,
            @Nullable String user,
            boolean emergency) {
        boolean covers(String fired, int priority, AuthEvent event) {
            return asksFor(fired, priority)
                    && (host == null || host.equals(event.host()))
                    && (user == null || user.equals(event.get(Field.USER)));
        }

        boolean asksFor(String fired, int priority) {
            return (rule == null || rule.equals(fired))
                    && (!DecisionModel.isEmergency(priority) || emergency || rule != null);
        }
    }

    /** One of them. */
    static final class Active {
        private final Asked asked;
        private final long start;
        private final long end;
        private long alerts;
        private long times;

        private Active(Asked asked, long start, long end) {
            this.asked = asked;
            this.start = start;
            this.end = end;
        }

        void hold(long firings, boolean opens) {
            times += firings;
            alerts += opens ? 1 : 0;
        }

        private void tell(List<String> pushes) {
            if (times > 0) {
                pushes.add("silenced " + asked.id() + " alerts " + alerts + " times " + times);
            }
        }
    }

    private final List<Active> all = new ArrayList<>();

    void add(Asked asked, long start, long end) {
        all.add(new Active(asked, start, end));
    }

    long untold() {
        return all.stream().mapToLong(silence -> silence.times).sum();
    }

    List<Long> ids() {
        return all.stream().map(silence -> silence.asked.id()).toList();
    }

    void remove(long id, List<String> pushes) {
        all.removeIf(silence -> {
            boolean it = silence.asked.id() == id;
            if (it) {
                silence.tell(pushes);
            }
            return it;
        });
    }

    void end(long at, List<String> pushes) {
        all.stream()
                .filter(silence -> silence.end <= at)
                .sorted(Comparator.comparingLong((Active silence) -> silence.end)
                        .thenComparingLong(silence -> silence.asked.id()))
                .toList()
                .forEach(over -> remove(over.asked.id(), pushes));
    }

    @Nullable
    Active covering(String rule, int priority, AuthEvent event, long at) {
        return all.stream()
                .filter(silence -> silence.start <= at && silence.asked.covers(rule, priority, event))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Active coveringAll(String rule, int priority, long at) {
        return all.stream()
                .filter(silence -> silence.start <= at
                        && silence.asked.host() == null
                        && silence.asked.user() == null
                        && silence.asked.asksFor(rule, priority))
                .findFirst()
                .orElse(null);
    }
}
