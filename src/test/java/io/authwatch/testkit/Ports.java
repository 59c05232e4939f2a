package io.authwatch.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Loopback ports that nobody uses. None is handed out twice within one JVM, each JVM of a run draws from a range of its
 * own, and all of them lie below those that the kernel gives to outgoing connections: two never collide within one run.
 */
public final class Ports {
    private static final int FIRST = 10_000;
    /** Linux's own ports for outgoing connections begin here: ip-sysctl, ip_local_port_range. */
    private static final int END = 32_768;
    /** The most JVMs that test at the same time. */
    private static final int FORKS_MAX = 4;

    private static final int RANGE = (END - FIRST) / FORKS_MAX;
    private static final int ATTEMPTS = 1_000;
    private static final Random RANDOM = new Random();
    private static final Set<Integer> HANDED_OUT = new HashSet<>();

    private Ports() {}

    /** A port that is free for TCP and for UDP alike. */
    public static synchronized int free() {
        int first = FIRST + Forks.number() % FORKS_MAX * RANGE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = first + RANDOM.nextInt(RANGE);
            if (freeForTcp(port) && freeForUdp(port) && HANDED_OUT.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free loopback port in " + ATTEMPTS + " attempts");
    }

    private static boolean freeForTcp(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean freeForUdp(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
