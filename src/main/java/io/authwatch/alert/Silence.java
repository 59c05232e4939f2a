package io.authwatch.alert;

import io.authwatch.auth.Addresses;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.rule.Glob;
import io.authwatch.rule.Network;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is pushed for what it covers, from its start to its end. It covers what fits all of its rule, host, source and
 * user that are given; without any of them, everything.
 *
 * <p>Emergencies go through unless it says {@link #emergency} or names their rule: who names it asked for it.
 *
 * @param id rising, 1 and up
 * @param rule the rule's name, or null
 * @param host a host name without regard to case, {@code *} and {@code ?} as in rules, or null
 * @param source the network that the source lies in, or null
 * @param user the user's name, or null
 * @param emergency whether it holds emergencies back too
 * @param start when it begins
 * @param end when it ends; after its start
 * @param owner who answers for it, 1 to {@value #OWNER_MAX} characters
 * @param comment why, 1 to {@value #COMMENT_MAX} characters
 */
public record Silence(
        long id,
        @Nullable String rule,
        @Nullable String host,
        @Nullable Network source,
        @Nullable String user,
        boolean emergency,
        Instant start,
        Instant end,
        String owner,
        String comment) {
    /** Silences that there may be at once, those that have not begun included. */
    public static final int SILENCES_MAX = 1_000;
    /** How long one may last, and how far ahead it may begin: what is wanted for longer belongs into the rules. */
    public static final Duration LENGTH_MAX = Duration.ofDays(30);

    public static final int OWNER_MAX = 64;
    public static final int COMMENT_MAX = 500;
    /** Characters of a rule, host or user. */
    public static final int NAME_MAX = 255;

    /** The same under another number. */
    public Silence withId(long other) {
        return new Silence(other, rule, host, source, user, emergency, start, end, owner, comment);
    }

    /** Whether it covers an event that made a rule of this priority fire. */
    public boolean covers(String firedRule, Priority priority, AuthEvent event) {
        if (priority == Priority.EMERGENCY && !emergency && rule == null) {
            return false;
        }
        return (rule == null || rule.equals(firedRule))
                && (user == null || user.equals(event.get(Field.USER)))
                && (host == null || hostMatches(event.host()))
                && (source == null || contains(source, event.get(Field.SOURCE)));
    }

    /** Whether it covers an alert as far as the alert tells: its user and source are in its event. */
    public boolean mayCover(Alert alert) {
        boolean asked = alert.priority() != Priority.EMERGENCY || emergency || rule != null;
        return asked && (rule == null || rule.equals(alert.rule())) && hostMatches(alert.host());
    }

    /** Whether it covers every emergency that a rule tells of a host, whatever the event. */
    public boolean coversRinging(String toldRule, String ofHost) {
        return user == null
                && source == null
                && (rule == null ? emergency : rule.equals(toldRule))
                && hostMatches(ofHost);
    }

    /** Whether it covers everything that a rule tells, whatever the event. */
    boolean coversAll(String toldRule, Priority priority) {
        boolean anyEvent = user == null && host == null && source == null;
        boolean asked = priority != Priority.EMERGENCY || emergency || rule != null;
        return anyEvent && asked && (rule == null || rule.equals(toldRule));
    }

    /** Whether a host is covered, as far as the host decides. */
    public boolean hostMatches(String name) {
        return host == null || new Glob(host.toLowerCase(Locale.ROOT)).matches(name.toLowerCase(Locale.ROOT));
    }

    private static boolean contains(Network network, @Nullable String text) {
        byte[] address = text == null ? null : Addresses.parse(text);
        byte[] own = Addresses.parse(network.address());
        return address != null
                && own != null
                && address.length == own.length
                && Network.of(address, network.prefix()).equals(network);
    }

    /** What it covers, for people: {@code guessing on web-* from 192.0.2.0/24}, {@code everything}. Safe to show. */
    public String what() {
        List<String> parts = new ArrayList<>();
        if (rule != null) {
            parts.add(SafeText.of(rule, OWNER_MAX));
        }
        if (user != null) {
            parts.add("of " + SafeText.of(user, OWNER_MAX));
        }
        if (host != null) {
            parts.add("on " + SafeText.of(host, OWNER_MAX));
        }
        if (source != null) {
            parts.add("from " + source);
        }
        return parts.isEmpty() ? "everything" : (rule == null ? "all " : "") + String.join(" ", parts);
    }
}
