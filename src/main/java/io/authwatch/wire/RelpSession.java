package io.authwatch.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a RELP session (librelp, doc/relp.md; its code is what counts where both differ).
 *
 * <pre>
 *                1 open                       n syslog                        n close
 *   EXPECTED ──────────────▶ OPEN ─────────────────────────────▶ OPEN ───────────────────▶ CLOSED
 *             rsp 200 + offers   rsp 200 once it is durable         empty rsp, after all others
 * </pre>
 *
 * <p>Answers go out in the order of the transactions, each exactly once; a {@code syslog} is answered when its effects
 * are durable ({@link #durable}), and never with 500: a sender drops what was answered so. Transactions count up by one
 * from 1; anything else ends the session.
 *
 * <p>One instance serves one connection. Not safe for use by several threads.
 */
public final class RelpSession {
    /** Ends a session from our side; it is answered by nothing (doc/relp.md). */
    private static final byte[] SERVER_CLOSE = Octets.literal("0 serverclose 0\n");

    /** What an open may carry: librelp itself sends about 90 octets in 3 offers. */
    static final int OPEN_OCTETS_MAX = 4_096;

    static final int OFFERS_MAX = 32;
    /**
     * A message may be so many times longer than what is taken of it: to end the session for it would have it sent again
     * for ever.
     */
    static final int SKIPPED_MAX = 16;

    /** Commands that are answered with 500 before we take it that the other side speaks something else. */
    static final int REFUSALS_MAX = 16;

    /** After it senders fail: librelp's own counter goes no further. */
    private static final int TRANSACTION_MAX = 999_999_999;

    private enum State {
        EXPECTED,
        OPEN,
        CLOSED
    }

    private final int messageOctetsMax;
    private final RelpFrames frames;
    private final String software;
    private final Deque<Reply> replies = new ArrayDeque<>();
    private State state = State.EXPECTED;
    private @Nullable FrameSink messages;
    private int received;
    private int answered;
    private int durable;
    private int refusals;
    private String fault = "";

    /** An answer that waits for its turn; those of {@code syslog} need none, they are all alike. */
    private record Reply(int transaction, String data) {}

    /**
     * A session that waits for its {@code open}.
     *
     * @param messageOctetsMax octets that are taken of a message; of a longer one the rest is gone
     * @param software what we call ourselves, such as {@code authwatch,1.0}
     */
    public RelpSession(int messageOctetsMax, String software) {
        this.messageOctetsMax = messageOctetsMax;
        this.frames = new RelpFrames(
                Math.max(messageOctetsMax, OPEN_OCTETS_MAX) + 1, Math.multiplyExact(messageOctetsMax, SKIPPED_MAX));
        this.software = software;
    }

    /** Takes a read, {@code array[from..to)}; its messages go to {@code messages}. */
    public Verdict feed(byte[] array, int from, int to, FrameSink messages) {
        this.messages = messages;
        Verdict verdict = frames.feed(array, from, to, this::frame);
        return verdict == Verdict.ENDED && !fault.isEmpty() ? Verdict.NOT_RELP : verdict;
    }

    /** Why the session is {@link Verdict#NOT_RELP}, for people; empty where the header itself is none. */
    public String fault() {
        return fault;
    }

    private boolean frame(int transaction, String command, byte[] array, int from, int to) {
        if (transaction != received + 1 || received == TRANSACTION_MAX) {
            return fault("transaction " + transaction + " came after " + received);
        }
        received = transaction;
        if (state == State.EXPECTED && !command.equals("open")) {
            return fault("'" + command + "' came before 'open'");
        }
        switch (command) {
            case "open" -> open(array, from, to);
            case "syslog" -> syslog(array, from, to);
            case "close" -> {
                state = State.CLOSED;
                reply("");
            }
            default -> refuse("500 command is not supported");
        }
        if (refusals > REFUSALS_MAX) {
            return fault("more than " + REFUSALS_MAX + " commands that are not supported");
        }
        return state != State.CLOSED;
    }

    private boolean fault(String what) {
        fault = what;
        return false;
    }

    private void refuse(String answer) {
        refusals++;
        reply(answer);
    }

    private void syslog(byte[] array, int from, int to) {
        FrameSink sink = messages;
        boolean cut = to - from > messageOctetsMax;
        int kept = cut ? from + messageOctetsMax : to;
        int end = kept > from && array[kept - 1] == '\n' ? kept - 1 : kept;
        if (sink != null && end > from) {
            sink.frame(array, from, end, cut);
        }
    }

    private void open(byte[] array, int from, int to) {
        if (state == State.OPEN) {
            refuse("500 protocol error: connection already open");
            return;
        }
        String refused = refusal(array, from, to);
        if (refused != null) {
            state = State.CLOSED;
            reply(refused);
            return;
        }
        state = State.OPEN;
        reply("200 OK\nrelp_version=0\nrelp_software=" + software + "\ncommands=syslog\n");
    }

    /** Why these offers are not taken, or null if they are. */
    private static @Nullable String refusal(byte[] array, int from, int to) {
        if (to - from > OPEN_OCTETS_MAX) {
            return "500 too many offers";
        }
        List<String> offers = new String(array, from, to - from, StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        boolean syslog = offers.stream()
                .filter(offer -> offer.startsWith("commands="))
                .flatMap(offer ->
                        Arrays.stream(offer.substring("commands=".length()).split(",", -1)))
                .anyMatch("syslog"::equals);
        if (offers.size() > OFFERS_MAX) {
            return "500 too many offers";
        }
        return syslog ? null : "500 required command syslog is not offered";
    }

    private void reply(String data) {
        replies.add(new Reply(received, data));
    }

    /** Whether a frame was begun and is not whole yet. */
    public boolean isMidFrame() {
        return frames.isMidFrame();
    }

    /** How many octets are allocated for a frame that is not whole yet. */
    public int heldOctets() {
        return frames.heldOctets();
    }

    /** Whether the sender ended the session in order: it will send nothing of it again. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** The latest transaction that was taken: what is to be given to {@link #durable} once its effects are. */
    public int received() {
        return received;
    }

    /** The effects of all up to this transaction are durable. */
    public void durable(int transaction) {
        durable = Math.max(durable, transaction);
    }

    /** The answers that may go out now, in order; empty if there are none. */
    public byte[] answers() {
        StringBuilder out = new StringBuilder();
        while (answered < received) {
            Reply reply = replies.peek();
            boolean special = reply != null && reply.transaction == answered + 1;
            if (!special && answered + 1 > durable) {
                break;
            }
            answered++;
            append(out, special && reply != null ? reply.data : "200 OK");
            if (special) {
                replies.remove();
            }
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void append(StringBuilder out, String data) {
        out.append(answered).append(" rsp ").append(data.length());
        if (!data.isEmpty()) {
            out.append(' ').append(data);
        }
        out.append('\n');
    }

    /** Whether all was answered and nothing more will come: the connection can be closed. */
    public boolean isOver() {
        return state == State.CLOSED && answered == received;
    }

    /** How many transactions are not answered yet. */
    public int unanswered() {
        return received - answered;
    }

    /** What tells the sender to go elsewhere, or to come again: to be written last. */
    public static byte[] serverClose() {
        return SERVER_CLOSE.clone();
    }
}
