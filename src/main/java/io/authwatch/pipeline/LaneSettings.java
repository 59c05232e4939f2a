package io.authwatch.pipeline;

import io.authwatch.auth.Recognisers;
import io.authwatch.rule.RuleSet;
import io.authwatch.syslog.Facility;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Origin;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What all lanes share.
 *
 * @param facilities the facilities of network messages that get a decision
 * @param identity whose word names the host
 * @param zone the zone of timestamps that name none
 * @param recognisers all recognisers
 * @param rules the rules in force, asked once a turn
 * @param recentMax events that are not kept durably and shown all the same
 * @param quarantine takes the messages that make our code throw
 */
public record LaneSettings(
        Set<Facility> facilities,
        Identity identity,
        ZoneId zone,
        Recognisers recognisers,
        Supplier<RuleSet> rules,
        int recentMax,
        Quarantine quarantine) {
    /** Every message is asked about: a set of enum constants answers by a bit. */
    public LaneSettings {
        Set<Facility> bits = EnumSet.noneOf(Facility.class);
        bits.addAll(facilities);
        facilities = Collections.unmodifiableSet(bits);
    }

    /** Whether a message is of a facility that nobody asked for. Without a valid PRI, and from this machine, none is. */
    boolean ignores(Origin origin, SyslogMessage message) {
        if (!message.hasPri()) {
            return false;
        }
        boolean network = switch (origin.input()) {
            case UDP, TCP, TLS, RELP -> true;
            case FILE, JOURNAL -> false;
        };
        return network && !facilities.contains(Facility.of(message.facilityCode()));
    }
}
