package io.authwatch.source;

import io.authwatch.wire.Input;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The UDP senders heard of late; the least recently heard are forgotten. One thread. */
final class UdpSenders {
    private final Admission admission;
    private final int perSecondMax;
    private final Map<Address, UdpSender> known;
    private final FairShare fair = new FairShare();
    private @Nullable InetAddress latest;
    private @Nullable UdpSender latestSender;
    private boolean forgotten;

    /** For at most {@code knownMax} senders of {@code perSecondMax} datagrams a second each; 0: any. */
    UdpSenders(Admission admission, int knownMax, int perSecondMax) {
        this.admission = admission;
        this.perSecondMax = perSecondMax;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Address, UdpSender> eldest) {
                forgotten |= size() > knownMax;
                return size() > knownMax;
            }
        };
    }

    /** The sender of a datagram, or null if it is not allowed, which is told the first time. */
    @Nullable
    UdpSender sender(InetAddress address) {
        if (address.equals(latest)) {
            return latestSender;
        }
        UdpSender sender = lookUp(Address.of(address));
        if (sender != null) {
            latest = address;
            latestSender = sender;
        }
        return sender;
    }

    private @Nullable UdpSender lookUp(Address address) {
        UdpSender sender = known.get(address);
        if (sender != null) {
            return sender;
        }
        if (!admission.allows(address)) {
            admission.refuse(Input.UDP, address);
            return null;
        }
        sender = new UdpSender(address, perSecondMax);
        known.put(address, sender);
        return sender;
    }

    /**
     * Whether a datagram that came is more than its sender may bring, which is told the first time.
     *
     * @param scarce whether there may soon be no room for all
     */
    boolean isOver(UdpSender sender, long now, boolean scarce) {
        fair.came(sender, now);
        boolean tooFast = sender.pace.isOver(now);
        boolean over = tooFast || (scarce && fair.isOver(sender));
        if (over) {
            admission.limited(
                    Input.UDP,
                    sender.address,
                    tooFast
                            ? "AUTHWATCH_UDP_SENDER_RATE"
                            : "its share of the room, for which there is more than enough");
        } else {
            sender.pace.took(1, now);
        }
        return over;
    }

    /** Whether a sender had to be forgotten since this was asked last. */
    boolean drainForgotten() {
        boolean drained = forgotten;
        forgotten = false;
        return drained;
    }

    int size() {
        return known.size();
    }
}
