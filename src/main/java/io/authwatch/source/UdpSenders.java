package io.authwatch.source;

import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The origins of the UDP senders heard of late, so that a datagram costs no text. One thread. */
final class UdpSenders {
    private final Admission admission;
    private final Map<Address, Origin.Udp> known;
    private @Nullable InetAddress latest;
    private Origin.@Nullable Udp latestOrigin;

    UdpSenders(Admission admission, int knownMax) {
        this.admission = admission;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Address, Origin.Udp> eldest) {
                return size() > knownMax;
            }
        };
    }

    /** The origin of a datagram, or null if its sender is not allowed, which is told the first time. */
    Origin.@Nullable Udp origin(InetAddress sender) {
        if (sender.equals(latest)) {
            return latestOrigin;
        }
        Origin.Udp origin = lookUp(Address.of(sender));
        if (origin != null) {
            latest = sender;
            latestOrigin = origin;
        }
        return origin;
    }

    private Origin.@Nullable Udp lookUp(Address sender) {
        Origin.Udp origin = known.get(sender);
        if (origin != null) {
            return origin;
        }
        if (!admission.allows(sender)) {
            admission.refuse(Input.UDP, sender);
            return null;
        }
        origin = new Origin.Udp(sender.text());
        known.put(sender, origin);
        return origin;
    }

    int size() {
        return known.size();
    }
}
