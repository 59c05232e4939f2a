package io.authwatch.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client that says to sshd what no honest client says, before any key is exchanged: RFC 4253 sections 4.2 (version),
 * 6 (packets, in the clear), 7.1 (offers) and 11.1 (disconnect).
 *
 * <pre>
 *  uint32 length | byte padding length | payload | padding: the whole a multiple of 8, at least 4 of padding
 * </pre>
 */
public final class RawSshClient {
    private static final int READ_TIMEOUT_MS = 30_000;
    private static final int DISCONNECT = 1;
    private static final int KEXINIT = 20;
    private static final int COOKIE_LENGTH = 16;
    private static final int NAME_LISTS = 10;
    private static final int BLOCK = 8;
    private static final int PADDING_MIN = 4;

    private final int port;

    public RawSshClient(int port) {
        this.port = port;
    }

    /** Says only a version, or what else stands in its place. */
    public void version(String source, String line) {
        say(source, line, new byte[0]);
    }

    /** Says an honest version, and leaves for this reason. */
    public void disconnect(String source, int reason, String description) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(payload)) {
            data.writeByte(DISCONNECT);
            data.writeInt(reason);
            string(data, description);
            string(data, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        say(source, "SSH-2.0-raw", packet(payload.toByteArray()));
    }

    /** Says an honest version, and offers this in the place of every algorithm. */
    public void offer(String source, String algorithms) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(payload)) {
            data.writeByte(KEXINIT);
            data.write(new byte[COOKIE_LENGTH]);
            for (int i = 0; i < NAME_LISTS; i++) {
                string(data, algorithms);
            }
            data.writeByte(0);
            data.writeInt(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        say(source, "SSH-2.0-raw", packet(payload.toByteArray()));
    }

    private static void string(DataOutputStream data, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(octets.length);
        data.write(octets);
    }

    private static byte[] packet(byte[] payload) {
        int padding = BLOCK - (Integer.BYTES + 1 + payload.length) % BLOCK;
        padding += padding < PADDING_MIN ? BLOCK : 0;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(packet)) {
            data.writeInt(1 + payload.length + padding);
            data.writeByte(padding);
            data.write(payload);
            data.write(new byte[padding]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packet.toByteArray();
    }

    /** Sends, ends its side, and reads until the server has ended. */
    private void say(String source, String version, byte[] packet) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(READ_TIMEOUT_MS);
            socket.bind(new InetSocketAddress(source, 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write((version + "\r\n").getBytes(StandardCharsets.UTF_8));
            all.write(packet);
            socket.getOutputStream().write(all.toByteArray());
            socket.shutdownOutput();
            drain(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drain(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A server that is told nonsense may end with a reset: the end is what is waited for.
        }
    }
}
