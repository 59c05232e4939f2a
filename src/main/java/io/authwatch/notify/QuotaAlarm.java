package io.authwatch.notify;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is told about the quota before it is used up: once a month for each threshold, and once for the projection. */
final class QuotaAlarm {
    /** Percent of the limit that are left. */
    private static final int[] THRESHOLDS = {50, 20, 10, 5};

    private static final int PROJECTED = 1 << THRESHOLDS.length;
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private long month = Long.MIN_VALUE;
    private long told;

    /**
     * What is to be told now.
     *
     * @param spent messages of all in the last 24 hours
     * @param byUs those of them that were ours
     * @param projected when it will be used up, or null if not before its reset
     */
    List<Notification> due(Quota quota, long spent, long byUs, @Nullable Instant projected, Instant now) {
        newMonth(quota);
        List<Notification> due = new ArrayList<>(1);
        if (quota.remaining() <= 0) {
            // Nothing can be told any more, and after the reset it would be wrong.
            return due;
        }
        int crossed = crossed(quota);
        if (crossed >= 0 && (told & (1L << crossed)) == 0) {
            // A fall through several thresholds at once is one message.
            told |= (1L << (crossed + 1)) - 1;
            due.add(Warnings.quotaLeft(
                    id(quota, THRESHOLDS[crossed] + "-percent"), quota, spent, byUs, projected, now));
        }
        if (projected != null && (told & PROJECTED) == 0) {
            told |= PROJECTED;
            due.add(Warnings.quotaProjected(id(quota, "projected"), quota, spent, byUs, projected, now));
        }
        return due;
    }

    private void newMonth(Quota quota) {
        long reset = Math.floorDiv(quota.reset().getEpochSecond(), 86_400L);
        if (reset > month) {
            month = reset;
            told = 0;
        }
    }

    /** The place of the lowest threshold that the quota is not above, or -1. */
    private static int crossed(Quota quota) {
        int lowest = -1;
        for (int place = 0; place < THRESHOLDS.length; place++) {
            boolean below = quota.remaining() * 100 <= quota.limit() * THRESHOLDS[place];
            lowest = below ? place : lowest;
        }
        return lowest;
    }

    private static String id(Quota quota, String what) {
        return "quota-" + MONTH.format(quota.reset()) + "-" + what;
    }

    void write(CellWriter to) {
        to.number(month).number(told);
    }

    void read(CellReader from) {
        month = from.number();
        told = from.number();
    }
}
