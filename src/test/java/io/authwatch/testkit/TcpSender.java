package io.authwatch.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A sender of RFC 5424 messages over one TCP connection, octet-counted, for tests that need no rsyslogd. */
public final class TcpSender implements AutoCloseable {
    private final Socket socket;
    private final OutputStream output;
    private final String host;

    /**
     * @param port on loopback
     * @param host the HOSTNAME of the messages
     */
    public TcpSender(int port, String host) throws IOException {
        this("127.0.0.1", port, host);
    }

    /**
     * A sender with an address of its own.
     *
     * @param from an address of 127.0.0.0/8
     */
    public TcpSender(String from, int port, String host) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        this.output = socket.getOutputStream();
        this.host = host;
    }

    /** Sends one message of facility auth. */
    public void send(String program, String text) throws IOException {
        send(38, program, text);
    }

    /** Sends one message with a PRI of its own. */
    public void send(int pri, String program, String text) throws IOException {
        String message = "<" + pri + ">1 " + Instant.now() + " " + host + " " + program + " 4711 - - " + text;
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        output.write((octets.length + " ").getBytes(StandardCharsets.US_ASCII));
        output.write(octets);
        output.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
