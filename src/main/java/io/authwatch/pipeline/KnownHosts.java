package io.authwatch.pipeline;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.StateCell;
import io.authwatch.wire.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses each host is known to send from, so that a claim from a new one is seen (DESIGN 2.1). Belongs to the one
 * writer. Bounded: the host not seen for longest goes first, and of a host's addresses the one not seen for longest.
 *
 * <pre>
 *   host unknown             learned, nothing is told
 *   address known            nothing
 *   address new              learned; told, unless its sender carries more than {@value Senders#CARRIED_MAX} host names
 *   UDP, a file, the journal never looked at: who forges an address must not teach one
 * </pre>
 */
public final class KnownHosts {
    /** The kind of its cells. */
    public static final String KIND = "host";

    /** Addresses that a host is known by: two families, a few interfaces, and what a lease leaves behind. */
    static final int ADDRESSES_MAX = 16;

    private static final byte FORM = 1;

    private final int hostsMax;
    private final Happenings happenings;
    private final LinkedHashMap<String, List<String>> addresses = new LinkedHashMap<>(16, 0.75f, true);
    private final Senders senders;
    private final Set<String> changed = new LinkedHashSet<>();

    /**
     * A host that is known is claimed from an address that is new for it.
     *
     * @param sighting the claim
     * @param known the address that the host was seen at before
     */
    record Moved(HostSighting sighting, String known) {}

    /** Knows no host yet; {@code hostsMax} is how many it remembers. */
    public KnownHosts(int hostsMax, Happenings happenings) {
        this.hostsMax = hostsMax;
        this.happenings = happenings;
        this.senders = new Senders(hostsMax);
    }

    /** Takes in who sent something, and answers which of them are claims from a new address, in order. */
    List<Moved> saw(List<HostSighting> sightings, Instant now) {
        for (HostSighting sighting : sightings) {
            if (claims(sighting)) {
                senders.carries(sighting.origin().peer(), name(sighting), now);
            }
        }
        List<Moved> moved = List.of();
        for (HostSighting sighting : sightings) {
            String known =
                    claims(sighting) ? learn(name(sighting), sighting.origin().peer()) : null;
            if (known != null && !senders.carriesMany(sighting.origin().peer(), now)) {
                moved = moved.isEmpty() ? new ArrayList<>() : moved;
                moved.add(new Moved(sighting, known));
            }
        }
        return moved;
    }

    /** Whether somebody says over the network, from an address that is not forged, that he is a certain host. */
    private static boolean claims(HostSighting sighting) {
        Origin origin = sighting.origin();
        boolean network = switch (origin.input()) {
            case TCP, TLS, RELP -> true;
            case UDP, FILE, JOURNAL -> false;
        };
        return network && !sighting.host().equals(origin.peer());
    }

    /** Host names are compared without case (RFC 4343). */
    private static String name(HostSighting sighting) {
        return sighting.host().toLowerCase(Locale.ROOT);
    }

    /** Learns an address; if it is new and the host is not, answers the one that the host was seen at before. */
    private @Nullable String learn(String host, String address) {
        List<String> known = addresses.get(host);
        if (known == null) {
            put(host, new ArrayList<>(List.of(address)));
            return null;
        }
        String latest = known.get(known.size() - 1);
        if (latest.equals(address)) {
            return null;
        }
        boolean isNew = !known.remove(address);
        known.add(address);
        if (!isNew) {
            return null;
        }
        if (known.size() > ADDRESSES_MAX) {
            known.remove(0);
        }
        changed.add(host);
        return latest;
    }

    private void put(String host, List<String> known) {
        addresses.put(host, known);
        changed.add(host);
        if (addresses.size() > hostsMax) {
            String eldest = addresses.keySet().iterator().next();
            addresses.remove(eldest);
            changed.add(eldest);
            happenings.limitHit("known-hosts");
        }
    }

    /** Takes up a claim that the log tells of, after a start. */
    void replay(String host, String address) {
        learn(host.toLowerCase(Locale.ROOT), address);
    }

    /** Whether something is known that no checkpoint holds. */
    boolean changed() {
        return !changed.isEmpty();
    }

    /** What changed since the last call, for a checkpoint; hosts that are gone have empty data. */
    List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(changed.size());
        for (String host : changed) {
            cells.add(new StateCell(KIND, "", host, form(addresses.get(host))));
        }
        changed.clear();
        return cells;
    }

    private static byte[] form(@Nullable List<String> known) {
        if (known == null) {
            return new byte[0];
        }
        CellWriter to = new CellWriter(FORM).number(known.size());
        known.forEach(to::text);
        return to.octets();
    }

    /** Takes over a cell of a checkpoint; cells of another kind are left alone. */
    void restore(StateCell cell) {
        if (!cell.kind().equals(KIND) || cell.gone()) {
            return;
        }
        CellReader from = new CellReader(cell, FORM);
        List<String> known = new ArrayList<>();
        for (long left = from.number(); left > 0; left--) {
            known.add(from.text());
        }
        addresses.put(cell.key(), known);
        senders.restored(known.get(known.size() - 1), cell.key());
    }
}
