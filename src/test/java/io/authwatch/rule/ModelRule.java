package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A rule as a test made it, in plain words: parts of keys are texts such as {@code source/24}; spans are milliseconds. */
record ModelRule(
        String name,
        Predicate<AuthEvent> matches,
        List<Span> hours,
        boolean notHours,
        int count,
        long within,
        String distinct,
        Predicate<AuthEvent> forgives,
        List<String> forgiveSame,
        List<String> first,
        long remember,
        long learn,
        String after,
        long afterWithin,
        List<String> afterSame,
        List<String> per) {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:]+");
    private static final Map<String, String> NETWORKS = new ConcurrentHashMap<>();

    /** Hours of a clock, in minutes of the day on which they begin. */
    record Span(List<DayOfWeek> days, int from, int to, ZoneId zone) {
        boolean holds(Instant now) {
            LocalDateTime clock = LocalDateTime.ofInstant(now, zone);
            for (LocalDate day :
                    List.of(clock.toLocalDate(), clock.toLocalDate().minusDays(1))) {
                LocalDateTime begin = day.atStartOfDay().plusMinutes(from);
                LocalDateTime end = day.atStartOfDay().plusMinutes(to <= from ? to + 24 * 60 : to);
                if (days.contains(day.getDayOfWeek()) && !clock.isBefore(begin) && clock.isBefore(end)) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean applies(Instant now) {
        return hours.isEmpty() || hours.stream().anyMatch(span -> span.holds(now)) != notHours;
    }

    /** What the values of some parts are. */
    static List<String> values(List<String> parts, AuthEvent event) {
        return parts.stream().map(part -> value(part, event)).toList();
    }

    static String value(String part, AuthEvent event) {
        int slash = part.indexOf('/');
        String field = slash < 0 ? part : part.substring(0, slash);
        String value = event.get(Field.named(field).orElseThrow());
        if (value == null) {
            return "-";
        }
        if (field.equals("host")) {
            return value.toLowerCase(Locale.ROOT);
        }
        return slash < 0 || !ADDRESS.matcher(value).matches()
                ? value
                : NETWORKS.computeIfAbsent(
                        value + part.substring(slash),
                        network -> network(value, Integer.parseInt(part.substring(slash + 1))));
    }

    private static String network(String address, int prefix) {
        try {
            byte[] octets = InetAddress.getByName(address).getAddress();
            int bits = octets.length * 8;
            int kept = bits == 32 ? Math.min(prefix, 32) : prefix <= 32 ? 64 : prefix;
            return bits + ":" + kept + ":" + new BigInteger(1, octets).shiftRight(bits - kept);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parts of its matches that somebody looks at, who comes after it included. */
    List<String> lookedAt(List<ModelRule> all) {
        List<String> parts = new ArrayList<>(forgiveSame);
        if (distinct != null) {
            parts.add(distinct);
        }
        all.stream().filter(rule -> Objects.equals(rule.after, name)).forEach(rule -> parts.addAll(rule.afterSame));
        return parts;
    }
}
