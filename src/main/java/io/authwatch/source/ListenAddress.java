package io.authwatch.source;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;

/** Where an input listens: {@code ::} takes both families, and becomes {@code 0.0.0.0} where there is no IPv6. */
final class ListenAddress {
    private ListenAddress() {}

    /** The address to bind for a configured one. */
    static InetAddress resolve(String configured) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(configured);
        boolean both = address instanceof Inet6Address && address.isAnyLocalAddress();
        return both && !hasIpv6() ? InetAddress.getByName("0.0.0.0") : address;
    }

    private static boolean hasIpv6() {
        try {
            DatagramChannel.open(StandardProtocolFamily.INET6).close();
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Address and port as people write them. */
    static String text(InetAddress address, int port) {
        String host = Address.of(address).text();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
