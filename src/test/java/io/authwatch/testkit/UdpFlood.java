package io.authwatch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Datagrams with refused logins from many addresses of 127.0.0.0/8, which looks like forged ones; for one thread. */
public final class UdpFlood implements AutoCloseable {
    private static final int PER_NETWORK = 250;
    private static final int STEP_MILLIS = 5;

    private final List<DatagramChannel> senders = new ArrayList<>();

    /** So many senders; the receiver's port is on loopback. */
    public UdpFlood(int sources, int port) throws IOException {
        for (int i = 0; i < sources; i++) {
            DatagramChannel channel = DatagramChannel.open();
            String from = "127.0." + (10 + i / PER_NETWORK) + "." + (1 + i % PER_NETWORK);
            channel.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            channel.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            senders.add(channel);
        }
    }

    /**
     * Sends, all sources in turn.
     *
     * @param perSecond how many a second, where the machine can
     * @return how many were sent
     */
    public long send(int perSecond, Duration span) throws IOException {
        ByteBuffer message =
                ByteBuffer.wrap("<38>Nov 23 12:00:00 web-1 sshd[7]: Failed password for bob from 192.0.2.7 port 22 ssh2"
                        .getBytes(StandardCharsets.US_ASCII));
        int perStep = perSecond * STEP_MILLIS / 1_000;
        long began = System.nanoTime();
        long sent = 0;
        for (int step = 0; step < span.toMillis() / STEP_MILLIS; step++) {
            for (int i = 0; i < perStep; i++) {
                senders.get((int) (sent % senders.size())).write(message.rewind());
                sent++;
            }
            LockSupport.parkNanos(
                    began + Duration.ofMillis((step + 1L) * STEP_MILLIS).toNanos() - System.nanoTime());
        }
        return sent;
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel sender : senders) {
            sender.close();
        }
    }
}
