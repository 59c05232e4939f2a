package io.authwatch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Senders as they should be: each has an address of its own, and sends one accepted login after the other by RELP, each
 * when the one before is answered. How long the answers took tells how the receiver is.
 */
public final class RelpPulse implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final ScheduledExecutorService clock;
    private final List<RelpSender> senders = new ArrayList<>();
    private final List<Long> answers = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();

    /**
     * Begins.
     *
     * @param senders how many, 1 to 250
     * @param network where they have their addresses, such as {@code 127.0.9.}
     * @param port the receiver's, on loopback
     * @param every how often each of them sends
     */
    public RelpPulse(int senders, String network, int port, Duration every) throws IOException {
        this.clock = Executors.newScheduledThreadPool(senders);
        for (int i = 1; i <= senders; i++) {
            String name = network + i;
            Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(name), 0);
            RelpSender sender = new RelpSender(socket).open();
            this.senders.add(sender);
            long millis = every.toMillis();
            clock.scheduleAtFixedRate(() -> beat(sender, name), millis * i / senders, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void beat(RelpSender sender, String name) {
        try {
            long began = System.nanoTime();
            int transaction = sender.send("<38>1 " + Instant.now() + " " + name + " sshd 7 - - Accepted password for "
                    + "good from 192.0.2.7 port 22 ssh2");
            String answer = sender.answer();
            if (!answer.equals(transaction + " rsp 200 OK")) {
                throw new IOException(answer);
            }
            answers.add(System.nanoTime() - began);
        } catch (IOException | RuntimeException fault) {
            faults.add(fault);
            throw new IllegalStateException(fault);
        }
    }

    /** How many were answered. */
    public int answered() {
        return answers.size();
    }

    /** The time that 99 of 100 answers since the first {@code skipped} took at most. */
    public Duration p99(int skipped) {
        List<Long> sorted;
        synchronized (answers) {
            sorted = new ArrayList<>(answers.subList(skipped, answers.size()));
        }
        Collections.sort(sorted);
        return Duration.ofNanos(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1));
    }

    /** Waits for the last answers; fails if one was not given. */
    public void stop() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("an answer is missing");
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("a good sender was not served", faults.get(0));
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (RelpSender sender : senders) {
            sender.close();
        }
    }
}
