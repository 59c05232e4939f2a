package io.authwatch.pipeline;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;
import io.authwatch.wire.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host names that a lane met lately, so that the octets of a name met before cost no string, and how often each was
 * met in this turn. A direct-mapped table: a name that meets a taken place takes it.
 */
final class HostNames {
    private static final int PLACES = 4096;
    /** The longest name that is believed (RFC 5424 section 6: HOSTNAME is at most 255 characters); the rest is cut. */
    private static final int NAME_OCTETS_MAX = 255;

    private final @Nullable Met[] places = new @Nullable Met[PLACES];
    private final List<Met> thisTurn = new ArrayList<>();
    private final List<HostSighting> elsewhere = new ArrayList<>();

    /** One name, and what this turn saw of it. */
    private static final class Met {
        private final byte[] octets;
        private final String name;
        private @Nullable Origin origin;
        private int messages;

        Met(byte[] octets, String name) {
            this.octets = octets;
            this.name = name;
        }
    }

    /** The name of the host that a message belongs to; counts it. */
    String met(Identity identity, Origin origin, SyslogMessage message) {
        Met met = identity.inMessage(origin, message)
                ? named(message.octets(), message.hostFrom(), message.hostTo())
                : named(Identity.beside(origin));
        Origin before = met.origin;
        if (met.messages == 0) {
            thisTurn.add(met);
        } else if (before != null && before != origin && !before.peer().equals(origin.peer())) {
            elsewhere.add(new HostSighting(met.name, before, met.messages));
            met.messages = 0;
        }
        met.messages++;
        met.origin = origin;
        return met.name;
    }

    private Met named(Octets octets, int from, int fullTo) {
        int to = Math.min(fullTo, from + NAME_OCTETS_MAX);
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + octets.at(i);
        }
        int place = place(hash);
        Met there = places[place];
        if (there == null || !Arrays.equals(there.octets, 0, there.octets.length, octets.array(), from, to)) {
            there = new Met(Arrays.copyOfRange(octets.array(), from, to), octets.string(from, to));
            places[place] = there;
        }
        return there;
    }

    private Met named(String name) {
        int place = place(name.hashCode());
        Met there = places[place];
        if (there == null || !there.name.equals(name)) {
            there = new Met(Octets.of(name).array(), name);
            places[place] = there;
        }
        return there;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 12) & PLACES - 1;
    }

    /** What this turn met; the next turn begins. */
    List<HostSighting> endTurn() {
        List<HostSighting> met = new ArrayList<>(elsewhere.size() + thisTurn.size());
        met.addAll(elsewhere);
        for (Met host : thisTurn) {
            Origin origin = host.origin;
            if (origin != null) {
                met.add(new HostSighting(host.name, origin, host.messages));
            }
            host.messages = 0;
        }
        thisTurn.clear();
        elsewhere.clear();
        return met;
    }
}
