package io.authwatch.rule;

import io.authwatch.rule.Hours.Span;
import io.authwatch.rule.YamlNode.Mapping;
import io.authwatch.rule.YamlNode.Scalar;
import io.authwatch.rule.YamlNode.Sequence;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code hours}.
 *
 * <pre>
 *   hours: "mon-fri 08:00-18:00 Europe/Berlin"      days, clock and zone, each of which may be left out:
 *   hours: ["22:00-06:00", "sat,sun"]               every day, all day, UTC
 *   hours: {not: "mon-fri 08:00-18:00 UTC"}         outside of them
 * </pre>
 *
 * A span whose end is not after its begin goes over midnight, and belongs to the day on which it begins.
 */
final class HoursReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern SPAN = Pattern.compile("(?:(?<days>[a-z]+(?:[-,][a-z]+)*)(?:[ \t]+|$))?"
            + "(?:(?<from>[0-9]{1,2}:[0-9]{2})-(?<to>[0-9]{1,2}:[0-9]{2})(?:[ \t]+|$))?"
            + "(?<zone>[A-Za-z+-][^ \t]*)?");
    private static final String EXPECTED =
            ": write days, hours and a zone, such as \"mon-fri 08:00-18:00 Europe/Berlin\"";

    private final Nodes nodes;

    HoursReader(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The hours at {@code node}, or null if they are none. */
    @Nullable
    Hours hours(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            return hours(false, node);
        }
        mapping.entries().stream()
                .filter(entry -> !entry.name().equals("not"))
                .forEach(entry -> nodes.faults()
                        .at(entry.key(), Words.unknown("key", entry.name(), " in 'hours'", List.of("not"))));
        YamlNode value = mapping.value("not");
        if (value == null) {
            nodes.faults().at(node, "'hours' has no 'not'" + EXPECTED);
        }
        return value == null ? null : hours(true, value);
    }

    private @Nullable Hours hours(boolean not, YamlNode node) {
        List<Span> spans = new ArrayList<>();
        List<YamlNode> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        if (items.isEmpty() || items.size() > RuleLimits.SPANS_MAX) {
            nodes.faults().at(node, "'hours' must have 1 to " + RuleLimits.SPANS_MAX + " spans, not " + items.size());
            return null;
        }
        for (YamlNode item : items) {
            Scalar scalar = nodes.text(item, "'hours'");
            Span span = scalar == null ? null : span(scalar);
            if (span != null) {
                spans.add(span);
            }
        }
        return spans.isEmpty() ? null : new Hours(not, spans);
    }

    private @Nullable Span span(Scalar scalar) {
        String text = scalar.text().trim();
        Matcher found = SPAN.matcher(text);
        if (!found.matches()) {
            nodes.faults().at(scalar, scalar.kind() + " is no hours" + EXPECTED);
            return null;
        }
        boolean allDay = found.group("from") == null;
        Set<DayOfWeek> days = days(scalar, found.group("days"));
        Integer from = allDay ? Integer.valueOf(0) : minute(scalar, found.group("from"));
        Integer to = allDay ? Integer.valueOf(Span.DAY) : minute(scalar, found.group("to"));
        String named = found.group("zone");
        ZoneId zone = named == null ? ZoneOffset.UTC : zone(scalar, named);
        if (days == null || from == null || to == null || zone == null) {
            return null;
        }
        if (from.equals(to)) {
            nodes.faults().at(scalar, scalar.kind() + " begins and ends at the same time" + EXPECTED);
            return null;
        }
        int end = to == 0 ? Span.DAY : to;
        return new Span(named == null ? text + " UTC" : text, days, from % Span.DAY, end, zone);
    }

    private @Nullable Integer minute(Scalar scalar, String clock) {
        int colon = clock.indexOf(':');
        int minutes = Integer.parseInt(clock.substring(colon + 1));
        int minute = Integer.parseInt(clock.substring(0, colon)) * 60 + minutes;
        if (minutes < 60 && minute <= Span.DAY) {
            return minute;
        }
        nodes.faults().at(scalar, "'" + clock + "' in 'hours' is no time of day from 00:00 to 24:00");
        return null;
    }

    private @Nullable Set<DayOfWeek> days(Scalar scalar, @Nullable String words) {
        if (words == null) {
            return Set.of(DayOfWeek.values());
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String range : words.split(",")) {
            String[] ends = range.split("-", 2);
            int first = day(scalar, ends[0]);
            int last = ends.length == 1 ? first : day(scalar, ends[1]);
            if (first < 0 || last < 0) {
                return null;
            }
            days.add(DayOfWeek.of(last + 1));
            for (int day = first; day != last; day = (day + 1) % DAYS.size()) {
                days.add(DayOfWeek.of(day + 1));
            }
        }
        return Set.copyOf(days);
    }

    private int day(Scalar scalar, String word) {
        int day = DAYS.indexOf(word);
        if (day < 0) {
            nodes.faults().at(scalar, Words.unknown("day", word, " in 'hours'", DAYS));
        }
        return day;
    }

    private @Nullable ZoneId zone(Scalar scalar, String word) {
        try {
            return word.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(word);
        } catch (DateTimeException unknown) {
            String nearest = Words.nearest(word, new TreeSet<>(ZoneId.getAvailableZoneIds()));
            String guess = nearest == null ? "" : ": did you mean '" + nearest + "'?";
            String zone = "unknown time zone '" + Words.capped(word) + "' in 'hours'" + guess;
            nodes.faults().at(scalar, zone + " (such as Europe/Berlin or UTC)");
            return null;
        }
    }
}
