package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.rule.StateCell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of a sender with several sessions that does as librelp does, and of a receiver that is killed: every
 * message is in the ledger exactly once in the end.
 */
class ResendsModelTest {
    private static final int HISTORIES = 400;
    private static final int STEPS = 300;
    private static final int SESSIONS = 3;
    private static final int WINDOW = 8;

    /** The receiver: what is committed survives, what is pending does not. */
    private static final class Receiver {
        private final List<String> ledger = new ArrayList<>();
        private final Map<String, StateCell> kept = new TreeMap<>();
        private final Map<String, StateCell> held = new TreeMap<>();
        private final Deque<Taken> pending = new ArrayDeque<>();
        private Resends resends = empty();

        /** One batch on its way. */
        private record Taken(List<String> events, List<StateCell> cells, Runnable answered) {}

        private static Resends empty() {
            return new Resends(() -> 0, new Resends.Limits(100, 50), () -> {});
        }

        void take(Resends.Connection connection, String message, Runnable answered) {
            byte[] octets = message.getBytes(StandardCharsets.UTF_8);
            boolean repeated = connection.isRepeated(octets, 0, octets.length);
            pending.add(new Taken(repeated ? List.of() : List.of(message), connection.drain(), answered));
        }

        /** As the committer does: what has no effect is answered, and what is to be kept of it waits. */
        void commit() {
            Taken next = pending.poll();
            if (next != null) {
                next.cells().forEach(cell -> held.put(cell.key(), cell));
                List<String> effects = next.events().stream()
                        .filter(event -> !event.startsWith("other"))
                        .toList();
                if (!effects.isEmpty()) {
                    ledger.addAll(effects);
                    held.forEach(this::keep);
                    held.clear();
                }
                next.answered().run();
            }
        }

        private void keep(String key, StateCell cell) {
            if (cell.gone()) {
                kept.remove(key);
            } else {
                kept.put(key, cell);
            }
        }

        void restart() {
            pending.clear();
            held.clear();
            resends = empty();
            kept.values().forEach(resends::restore);
        }
    }

    /** One session of the sender, over all its connections. */
    private static final class Session {
        private final Receiver receiver;
        private final Deque<String> unanswered = new ArrayDeque<>();
        private Resends.@Nullable Connection connection;
        /** Answers that are on their way, or wait in the sender's socket: read at the next send, or lost. */
        private int unread;

        private int round;

        Session(Receiver receiver) {
            this.receiver = receiver;
        }

        void send(String message) {
            readAnswers();
            if (connection != null && unanswered.size() < WINDOW) {
                unanswered.add(message);
                give(message);
            }
        }

        boolean maySend() {
            return connection != null && unanswered.size() < WINDOW;
        }

        private void give(String message) {
            int now = round;
            receiver.take(connection, message, () -> unread += now == round ? 1 : 0);
        }

        void readAnswers() {
            for (; unread > 0; unread--) {
                unanswered.remove();
            }
        }

        /** The connection ends, as the receiver sees it too, or with the receiver. */
        void breaks(boolean receiverLives) {
            if (receiverLives && connection != null) {
                connection.end(false);
            }
            connection = null;
            unread = 0;
            round++;
        }

        /** All that has no answer is sent again, or the first of it, if the connection breaks meanwhile. */
        void comeAgain(int atMost) {
            connection = receiver.resends.connection("192.0.2.1");
            List.copyOf(unanswered).stream().limit(atMost).forEach(this::give);
            if (atMost < unanswered.size()) {
                breaks(true);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20_261_128, 1, 2, 3})
    void everyMessage_isInTheLedger_exactlyOnce(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            long history = random.nextLong();
            assertAllOnce(history);
        }
    }

    private static void assertAllOnce(long seed) {
        Random random = new Random(seed);
        Receiver receiver = new Receiver();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(new Session(receiver));
        }
        int sent = 0;
        for (int step = 0; step < STEPS; step++) {
            Session session = sessions.get(random.nextInt(SESSIONS));
            int dice = random.nextInt(100);
            if (session.connection == null && dice < 50) {
                session.comeAgain(random.nextInt(3) == 0 ? random.nextInt(WINDOW) : WINDOW);
            } else if (dice < 60 && session.maySend()) {
                session.send(random.nextInt(4) == 0 ? "other" + step : "m" + sent++);
            } else if (dice < 92) {
                receiver.commit();
            } else if (dice < 97) {
                session.breaks(true);
            } else {
                sessions.forEach(each -> each.breaks(false));
                receiver.restart();
            }
        }
        settle(receiver, sessions);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < sent; i++) {
            expected.add("m" + i);
        }
        assertEquals(
                expected.stream().sorted().toList(),
                receiver.ledger.stream().sorted().toList(),
                () -> "history " + seed);
    }

    private static void settle(Receiver receiver, List<Session> sessions) {
        for (Session session : sessions) {
            if (session.connection == null) {
                session.comeAgain(WINDOW);
            }
        }
        while (!receiver.pending.isEmpty()) {
            receiver.commit();
        }
    }
}
