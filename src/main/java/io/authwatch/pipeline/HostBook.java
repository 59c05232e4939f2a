package io.authwatch.pipeline;

import io.authwatch.wire.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The hosts that were seen, the latest last; bounded, the one not seen for longest goes first. Any thread may ask. */
final class HostBook {
    private final int hostsMax;
    private final Happenings happenings;
    private final LinkedHashMap<String, Seen> hosts = new LinkedHashMap<>(16, 0.75f, true);

    private record Seen(Origin origin, Instant last, long received) {}

    HostBook(int hostsMax, Happenings happenings) {
        this.hostsMax = hostsMax;
        this.happenings = happenings;
    }

    synchronized void saw(List<HostSighting> sightings, Instant at) {
        for (HostSighting sighting : sightings) {
            Seen before = hosts.get(sighting.host());
            long received = (before == null ? 0 : before.received) + sighting.messages();
            hosts.put(sighting.host(), new Seen(sighting.origin(), at, received));
            if (hosts.size() > hostsMax) {
                hosts.remove(hosts.keySet().iterator().next());
                happenings.limitHit("hosts");
            }
        }
    }

    /** Hosts, the latest seen first, after the one named {@code before} in that order. */
    synchronized List<HostSeen> list(
            @Nullable String before, @Nullable String host, int limit, Predicate<String> muted) {
        List<Map.Entry<String, Seen>> oldestFirst = new ArrayList<>(hosts.entrySet());
        List<HostSeen> found = new ArrayList<>();
        boolean started = before == null;
        for (int i = oldestFirst.size() - 1; i >= 0 && found.size() < limit; i--) {
            String name = oldestFirst.get(i).getKey();
            if (started && (host == null || host.equals(name))) {
                found.add(row(name, oldestFirst.get(i).getValue(), muted.test(name)));
            }
            started |= name.equals(before);
        }
        return found;
    }

    private static HostSeen row(String name, Seen seen, boolean muted) {
        return new HostSeen(name, seen.origin.peer(), seen.origin.input(), seen.last, seen.received, muted);
    }
}
