package io.authwatch.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The sending side of a RELP session, which does as a test says: it can also break off, or read no answers. */
public final class RelpSender implements AutoCloseable {
    private static final String OFFERS = "relp_version=0\nrelp_software=test,1,http://192.0.2.1\ncommands=syslog";
    private static final int ANSWER_MILLIS = 20_000;

    private final Socket socket;
    private final OutputStream output;
    private final InputStream input;
    private int transaction;

    /** On a connection that is open. */
    public RelpSender(Socket socket) throws IOException {
        this.socket = socket;
        this.output = socket.getOutputStream();
        this.input = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(ANSWER_MILLIS);
    }

    /** Opens the session and reads the answer. */
    public RelpSender open() throws IOException {
        send("open", OFFERS);
        String answer = answer();
        if (!answer.startsWith("1 rsp 200 OK\n")) {
            throw new IOException(answer);
        }
        return this;
    }

    /** Sends one message; answers its transaction. */
    public int send(String message) throws IOException {
        return send("syslog", message);
    }

    /** Sends one command. */
    public int send(String command, String data) throws IOException {
        transaction++;
        int octets = data.getBytes(StandardCharsets.ISO_8859_1).length;
        raw(transaction + " " + command + " " + octets + (octets > 0 ? " " + data : "") + "\n");
        return transaction;
    }

    /** Writes octets as they are, a character each. */
    public void raw(String octets) throws IOException {
        output.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        output.flush();
    }

    /** The next thing that the receiver says, such as {@code 2 rsp 200 OK} or {@code 0 serverclose}. */
    public String answer() throws IOException {
        String head = until(' ') + " " + until(' ');
        StringBuilder length = new StringBuilder();
        int octet = read();
        while (Character.isDigit(octet)) {
            length.append((char) octet);
            octet = read();
        }
        byte[] data = input.readNBytes(Integer.parseInt(length.toString()));
        if (octet != '\n' && read() != '\n') {
            throw new IOException("no LF after " + head);
        }
        return (head + " " + new String(data, StandardCharsets.ISO_8859_1)).stripTrailing();
    }

    private String until(char end) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int octet = read(); octet != end; octet = read()) {
            text.write(octet);
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    private int read() throws IOException {
        int octet = input.read();
        if (octet < 0) {
            throw new EOFException("the receiver closed");
        }
        return octet;
    }

    /** Whether nothing has been said that was not read. */
    public boolean isSilent() throws IOException {
        return input.available() == 0;
    }

    /** Whether the receiver has closed, after all that it said was read. */
    public boolean isClosed() {
        try {
            return input.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Ends the session in order. */
    public void end() throws IOException {
        send("close", "");
        answer();
        close();
    }

    /** Breaks off. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
