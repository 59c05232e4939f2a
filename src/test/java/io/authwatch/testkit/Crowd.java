package io.authwatch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Many connections to a loopback port, from whatever addresses of 127.0.0.0/8; for one thread. */
public final class Crowd implements AutoCloseable {
    private static final int CHUNK_OCTETS = 65_536;
    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer read = ByteBuffer.allocate(CHUNK_OCTETS);
    private long written;
    private int gone;

    /** Opens connections of one address, that say nothing. */
    public void connect(String from, int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            open(from, port);
        }
    }

    /** Opens a connection that says something, and then nothing any more. */
    public void say(String from, int port, String text) throws IOException {
        open(from, port).write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private SocketChannel open(String from, int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        channel.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        channel.configureBlocking(false);
        channels.add(channel);
        return channel;
    }

    /** How many were opened. */
    public int size() {
        return channels.size();
    }

    /** How many of them the other side has closed. */
    public int closed() {
        for (SocketChannel channel : channels) {
            if (channel.isOpen() && isEnded(channel)) {
                gone++;
                close(channel);
            }
        }
        return gone;
    }

    private boolean isEnded(SocketChannel channel) {
        try {
            int octets;
            do {
                octets = channel.read(read.clear());
            } while (octets > 0);
            return octets < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Opens connections, of all addresses in turn, that bring refused logins as fast as they are taken, for a while. */
    public void flood(List<String> from, int port, int connections, Duration span) throws IOException {
        List<SocketChannel> flood = new ArrayList<>();
        List<ByteBuffer> left = new ArrayList<>();
        byte[] chunk = refusedLogins();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = open(from.get(i % from.size()), port);
            // What the kernel keeps for us would still come when the flood is over.
            channel.setOption(StandardSocketOptions.SO_SNDBUF, CHUNK_OCTETS);
            flood.add(channel);
            left.add(ByteBuffer.wrap(chunk));
        }
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            long before = written;
            for (int i = 0; i < connections; i++) {
                ByteBuffer lines = left.get(i);
                written += flood.get(i).write(lines);
                if (!lines.hasRemaining()) {
                    lines.rewind();
                }
            }
            if (written == before) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        flood.forEach(Crowd::close);
    }

    private static byte[] refusedLogins() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; lines.length() < CHUNK_OCTETS; i++) {
            lines.append("<38>Nov 23 12:00:00 flood-1 sshd[7]: Failed password for u")
                    .append(i)
                    .append(" from 192.0.2.7 port 22 ssh2\n");
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Octets that a flood could write. */
    public long written() {
        return written;
    }

    /** Writes {@code begin} and then {@code x} until the other side closes, or so many octets are written. */
    public static void stream(int port, String begin, int octetsMax) throws IOException {
        byte[] chunk = "x".repeat(CHUNK_OCTETS).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            for (int written = 0; written < octetsMax; written += chunk.length) {
                socket.getOutputStream().write(chunk);
            }
            throw new AssertionError("all " + octetsMax + " octets were taken");
        } catch (IOException closed) {
            // As it should be.
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException closedAlready) {
            // Nothing is left to close.
        }
    }

    @Override
    public void close() {
        channels.forEach(Crowd::close);
    }
}
