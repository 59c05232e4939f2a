package io.authwatch.notify;

import io.authwatch.alert.Dimension;
import io.authwatch.alert.Gathered;
import io.authwatch.alert.Outline;
import io.authwatch.alert.Push;
import io.authwatch.alert.SafeText;
import io.authwatch.alert.Spread;
import io.authwatch.rule.Durations;
import java.time.Instant;
import java.util.List;

/**
 * Many firings as one notification.
 *
 * <pre>
 *  Guessing on 412 hosts from 203.0.113.0/24 (9,310 times)           title
 *
 *  Guessing on 412 hosts from 203.0.113.0/24 (9,310 times)           message: what happened,
 *  1,204 since 12:05 UTC                                             what of it is new,
 *  Hosts: web-17 910, web-3 12, db-1 9 and 409 others                over what it spreads,
 *  Sources: 203.0.113.9 at least 8,000 and 11 others
 *  From 12:01 UTC to 12:31 UTC                                       when,
 *  Latest: root was refused on web-17 from 203.0.113.9               an example,
 *  A storm of rule guessing: told as one, updates when it changes    why so,
 *  Alert 7f3a9c01                                                    what to ask for
 * </pre>
 */
final class GatheredWording {
    /** Code points of a name in a list. */
    private static final int NAME_MAX = 40;

    /** A value that is not counted exactly is named if at least 1 of so many has it. */
    private static final int STANDS_OUT = 50;

    private GatheredWording() {}

    /** The title, at most 250 code points. */
    static String title(Push push, Gathered gathered) {
        String outline = outline(push, gathered);
        return switch (push.kind()) {
            case INCIDENT_UPDATE -> "Goes on: " + outline;
            case INCIDENT_END -> "Over: " + outline;
            case WHILE_AWAY -> "While away " + span(gathered) + ": " + outline;
            default -> outline;
        };
    }

    private static String outline(Push push, Gathered gathered) {
        String times = " (" + Outline.times(gathered.times()) + ")";
        return switch (push.kind()) {
            case SILENCE_END -> gathered.label() + " silenced" + times;
            case WHILE_AWAY ->
                Outline.count(gathered.spread(Dimension.RULE), "rule", "rules") + " fired on "
                        + Outline.count(gathered.spread(Dimension.HOST), "host", "hosts") + times;
            default -> Outline.of(gathered);
        };
    }

    private static String span(Gathered gathered) {
        return Times.since(gathered.earliest(), gathered.latest()).replace(" UTC", "") + "–"
                + Times.since(gathered.latest(), gathered.latest());
    }

    /** The message, at most 1,024 code points. */
    static String message(Push push, Gathered gathered, Instant now) {
        Lines lines = new Lines(Wording.MESSAGE_MAX);
        lines.add(0, outline(push, gathered));
        lines.add(1, isNew(push, gathered, now));
        boolean oneRule = gathered.spread(Dimension.RULE).distinct() == 1;
        lines.add(2, oneRule ? "" : list("Rules: ", gathered, Dimension.RULE));
        lines.add(2, list("Hosts: ", gathered, Dimension.HOST));
        lines.add(3, list("Sources: ", gathered, Dimension.SOURCE));
        lines.add(4, list("Users: ", gathered, Dimension.USER));
        lines.add(7, list("Networks: ", gathered, Dimension.NETWORK));
        lines.add(8, list("Keys: ", gathered, Dimension.KEY));
        lines.add(5, "From " + Times.since(gathered.earliest(), now) + " to " + Times.since(gathered.latest(), now));
        lines.add(6, "Latest: " + Headline.of(push.event(), NAME_MAX));
        lines.add(3, why(push));
        lines.add(0, "Alert " + push.alert().id());
        return lines.text();
    }

    private static String isNew(Push push, Gathered gathered, Instant now) {
        return push.followed() == gathered.times()
                ? ""
                : Outline.number(push.followed()) + " of them since " + Times.since(push.since(), now);
    }

    private static String list(String label, Gathered gathered, Dimension dimension) {
        Spread spread = gathered.spread(dimension);
        List<String> named = spread.top().stream()
                .filter(top -> top.exact() || STANDS_OUT * top.atLeast() >= spread.times())
                .map(top -> SafeText.of(top.value(), NAME_MAX)
                        + (top.exact() ? " " : " at least ")
                        + Outline.number(top.atLeast()))
                .toList();
        if (spread.times() == 0) {
            return "";
        }
        String more = spread.more() ? "more than " : "";
        long others = spread.distinct() - named.size();
        if (named.isEmpty()) {
            return label + more + Outline.number(others) + ", none stands out";
        }
        return label
                + String.join(", ", named)
                + (others > 0 ? " and " + more + Outline.number(others) + (others == 1 ? " other" : " others") : "");
    }

    private static String why(Push push) {
        String rule = SafeText.of(push.alert().rule(), NAME_MAX);
        return switch (push.kind()) {
            case DIGEST -> "Rule " + rule + ": digest of " + Durations.text(push.repeat());
            case INCIDENT, INCIDENT_UPDATE -> "A storm of rule " + rule + ": told as one, with updates when it changes";
            case INCIDENT_END -> "The storm of rule " + rule + " is over: what comes next is told singly again";
            case SILENCE_END -> "The silence is over: what comes next is told again";
            case WHILE_AWAY -> "These messages waited before they reached us; high ones were told at once";
            default -> "";
        };
    }
}
