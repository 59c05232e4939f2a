package io.authwatch.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The simplest receiver: it keeps the octets that it gets, over TCP and UDP on one port, and understands nothing. */
public final class SyslogSink implements AutoCloseable {
    private final ServerSocket stream;
    private final DatagramSocket datagrams;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    /** Listens on a free loopback port. */
    public SyslogSink() {
        this(Ports.free());
    }

    /** Listens on a loopback port. */
    public SyslogSink(int port) {
        try {
            stream = new ServerSocket(port, 16, InetAddress.getLoopbackAddress());
            datagrams = new DatagramSocket(port, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::acceptAll);
        daemon(this::receiveAll);
    }

    /** Whether somebody accepts TCP connections on a loopback port. */
    public static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return stream.getLocalPort();
    }

    /** Everything so far, as Latin-1 so that no octet is lost. */
    public String text() {
        synchronized (octets) {
            return octets.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "syslog-sink");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (!stream.isClosed()) {
            try {
                Socket socket = stream.accept();
                daemon(() -> readAll(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void readAll(Socket socket) {
        byte[] buffer = new byte[65_536];
        try (socket;
                InputStream input = socket.getInputStream()) {
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                keep(buffer, length);
            }
        } catch (IOException e) {
            // The sender went away: what came before it is kept.
        }
    }

    private void receiveAll() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!datagrams.isClosed()) {
            try {
                datagrams.receive(packet);
                keep(packet.getData(), packet.getLength());
            } catch (IOException e) {
                return;
            }
        }
    }

    private void keep(byte[] buffer, int length) {
        synchronized (octets) {
            octets.write(buffer, 0, length);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
        datagrams.close();
    }
}
