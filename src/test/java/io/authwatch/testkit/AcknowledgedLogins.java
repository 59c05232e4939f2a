package io.authwatch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * A RELP sender that never rests: accepted logins, each with a name of its own, a window of them under way, and the names
 * of those that were answered. It ends when the connection does.
 */
public final class AcknowledgedLogins implements AutoCloseable {
    private static final int WINDOW = 64;

    private final RelpSender sender;
    private final String series;
    private final Thread thread;
    private final List<String> answered = new ArrayList<>();
    private volatile boolean stopped;

    /** Begins to send; {@code series} begins the names. */
    public AcknowledgedLogins(int port, String series) throws IOException {
        this.sender = new RelpSender(new Socket(InetAddress.getLoopbackAddress(), port)).open();
        this.series = series;
        this.thread = new Thread(this::run, "relp-" + series);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Queue<String> underWay = new ArrayDeque<>();
        int number = 0;
        try {
            while (!stopped || !underWay.isEmpty()) {
                while (!stopped && underWay.size() < WINDOW) {
                    String name = series + number++;
                    underWay.add(name);
                    sender.send("<38>1 " + Instant.now() + " relp-1 sshd 1 - - Accepted password for " + name
                            + " from 192.0.2.7 port 22 ssh2");
                }
                if (!sender.answer().endsWith(" rsp 200 OK")) {
                    return;
                }
                synchronized (answered) {
                    answered.add(underWay.remove());
                }
            }
        } catch (IOException over) {
            // The receiver is gone: what it has not answered it owes nobody.
        }
    }

    /** The names that were answered so far. */
    public List<String> answered() {
        synchronized (answered) {
            return List.copyOf(answered);
        }
    }

    /** Sends no more, and waits for the answers to what is under way, or for the end of the connection. */
    public List<String> end() throws InterruptedException {
        stopped = true;
        thread.join(30_000);
        if (thread.isAlive()) {
            throw new AssertionError("answers are missing after 30 s");
        }
        return answered();
    }

    /** Those of {@code names} that are not kept. */
    public static Set<String> lost(Collection<String> names, AuthwatchProcess authwatch) {
        Set<String> lost = new TreeSet<>(names);
        lost.removeAll(RelpLoad.kept(authwatch).keySet());
        return lost;
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        sender.close();
    }
}
