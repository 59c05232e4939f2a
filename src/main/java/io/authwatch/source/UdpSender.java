package io.authwatch.source;

import io.authwatch.wire.Origin;

/** A UDP sender heard of late: its origin, so that a datagram costs no text, and how much it brings. One thread. */
final class UdpSender {
    final Address address;
    final Origin.Udp origin;
    final Pace pace;
    /** Of {@link FairShare}: the window in which it was heard last, and the datagrams that it brought therein. */
    long window = Long.MIN_VALUE;

    int datagrams;

    UdpSender(Address address, int perSecondMax) {
        this.address = address;
        this.origin = new Origin.Udp(address.text());
        this.pace = new Pace(perSecondMax);
    }
}
