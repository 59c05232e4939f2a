package io.authwatch.wire;

import java.util.Arrays;

/**
 * Cuts a stream of octets into frames, one message each: octet counting or lines, decided anew for every frame (RFC
 * 6587 section 3.4.3; rsyslog changes within one connection as soon as it compresses).
 *
 * <pre>
 *   in   104 &lt;38&gt;2026-…ssh2 &lt;38&gt;Nov 23 … session closed LF   45 z x da …
 *        └counted──────────┘└line──────────────────────────┘└counted──┘
 *   out      &lt;38&gt;2026-…ssh2 &lt;38&gt;Nov 23 … session closed         (inflated)
 *
 *              LF, CR, NUL
 *               ┌──────┐
 *               ▼      │     1-7 digits SP, then '&lt;' or 'z'
 *   feed ──▶ BETWEEN ──┴──────────────────────────▶ COUNTED ── as many octets ──▶ frame ──▶ BETWEEN
 *               │ anything else
 *               └─────────────────────────────────▶ LINE ───── LF or NUL ───────▶ frame ──▶ BETWEEN
 * </pre>
 *
 * <p>Any chunking of a stream gives the same frames. A frame that lies whole inside a read is given as a view of it;
 * only one that spans reads is copied, into a buffer that grows with the octets received and never with those promised.
 *
 * <p>A counted frame loses one LF at its end, a line one CR. A counted frame that rsyslog compressed is given inflated.
 *
 * <p>One decoder serves one connection. It is not safe for use by several threads.
 */
public final class StreamDecoder {
    private enum State {
        BETWEEN,
        UNDECIDED,
        LINE,
        COUNTED
    }

    /** What a connection that has nothing in flight may keep allocated, in octets. */
    private static final int HELD_OCTETS_KEPT = 4_096;

    private static final int HELD_OCTETS_FIRST = 256;
    private static final byte[] NONE = new byte[0];

    private final int frameOctetsMax;
    private State state = State.BETWEEN;
    private Verdict verdict = Verdict.GO_ON;
    private boolean atStart = true;
    private byte[] held = NONE;
    private int heldOctets;
    private int countedOctets;

    /**
     * A decoder for a new connection.
     *
     * @param frameOctetsMax the longest frame, in octets, that is taken: the message without its octet count or its LF
     */
    public StreamDecoder(int frameOctetsMax) {
        if (frameOctetsMax < 1) {
            throw new IllegalArgumentException("longest frame is " + frameOctetsMax + " octets, expected 1 or more");
        }
        this.frameOctetsMax = frameOctetsMax;
    }

    /**
     * Takes a read, {@code array[from..to)}, and gives the frames that it completes.
     *
     * @return whether the stream goes on; once it does not, every later call says the same and takes nothing
     */
    public Verdict feed(byte[] array, int from, int to, FrameSink sink) {
        int at = from;
        while (at < to && verdict == Verdict.GO_ON) {
            at = switch (state) {
                case BETWEEN -> between(array, at, to, sink);
                case UNDECIDED -> undecided(array, at);
                case LINE -> line(array, at, to, sink);
                case COUNTED -> counted(array, at, to, sink);
            };
        }
        return verdict;
    }

    /**
     * The connection is closed. What has come of an unfinished frame is given as it is, marked as cut: a line may be
     * whole, but nothing says so, and half an address must not be taken for one.
     */
    public void end(FrameSink sink) {
        if (heldOctets > 0) {
            sink.frame(held, 0, heldOctets, true);
        }
        state = State.BETWEEN;
        forget();
    }

    /** Whether a frame was begun and is not whole yet. */
    public boolean isMidFrame() {
        return state != State.BETWEEN;
    }

    /** How many octets are allocated for a frame that is not whole yet. */
    public int heldOctets() {
        return heldOctets > 0 ? held.length : 0;
    }

    private int between(byte[] array, int at, int to, FrameSink sink) {
        if (Trailer.isTrailer(array[at])) {
            atStart = false;
            return at + 1;
        }
        int headerOctets = classify(array, at, to);
        if (state == State.UNDECIDED) {
            hold(array, at, to);
            return to;
        }
        return switch (state) {
            case LINE -> line(array, at, to, sink);
            case COUNTED -> counted(array, at + headerOctets, to, sink);
            default -> to;
        };
    }

    /** Begins a frame, or ends the stream; answers the octets of the frame's count. */
    private int classify(byte[] array, int from, int to) {
        Verdict start = atStart ? StreamStart.of(array, from, to) : Verdict.GO_ON;
        if (start != null && start != Verdict.GO_ON) {
            return close(start, 0);
        }
        int headerOctets = OctetCount.headerOctets(array, from, to);
        if (start == null || headerOctets == OctetCount.UNDECIDED) {
            state = State.UNDECIDED;
            return 0;
        }
        atStart = false;
        countedOctets = headerOctets == OctetCount.NONE ? 0 : OctetCount.value(array, from, headerOctets);
        if (countedOctets > frameOctetsMax) {
            return close(Verdict.OVERSIZE, 0);
        }
        state = countedOctets == 0 ? State.LINE : State.COUNTED;
        return headerOctets;
    }

    /** One octet more for a frame whose kind is open; the octet that decides is left for the frame. */
    private int undecided(byte[] array, int at) {
        hold(array, at, at + 1);
        int headerOctets = classify(held, 0, heldOctets);
        if (state == State.UNDECIDED || verdict != Verdict.GO_ON) {
            return at + 1;
        }
        heldOctets = headerOctets == 0 ? heldOctets - 1 : 0;
        return at;
    }

    private int line(byte[] array, int at, int to, FrameSink sink) {
        int end = LineEnd.lineFeedOrNul(array, at, to);
        int upTo = end < 0 ? to : end;
        if (heldOctets + upTo - at > frameOctetsMax) {
            return close(Verdict.OVERSIZE, to);
        }
        if (end < 0) {
            hold(array, at, to);
            return to;
        }
        state = State.BETWEEN;
        if (heldOctets == 0) {
            sink.frame(array, at, withoutLast('\r', array, at, end), false);
        } else {
            hold(array, at, end);
            sink.frame(held, 0, withoutLast('\r', held, 0, heldOctets), false);
            forget();
        }
        return end + 1;
    }

    private int counted(byte[] array, int at, int to, FrameSink sink) {
        int end = at + Math.min(countedOctets - heldOctets, to - at);
        boolean whole = heldOctets + end - at == countedOctets;
        if (whole && heldOctets == 0) {
            state = State.BETWEEN;
            deliverCounted(array, at, end, sink);
            return end;
        }
        hold(array, at, end);
        if (whole) {
            state = State.BETWEEN;
            deliverCounted(held, 0, heldOctets, sink);
            forget();
        }
        return end;
    }

    private void deliverCounted(byte[] array, int from, int to, FrameSink sink) {
        if (Inflated.isMarked(array, from, to)) {
            // Before the LF is looked for: the last octet of a checksum may be one.
            Inflated.deliver(array, from, to, frameOctetsMax, sink);
        } else {
            sink.frame(array, from, withoutLast('\n', array, from, to), false);
        }
    }

    private static int withoutLast(char octet, byte[] array, int from, int to) {
        return to - from > 1 && array[to - 1] == octet ? to - 1 : to;
    }

    private void hold(byte[] array, int from, int to) {
        int octets = heldOctets + to - from;
        if (octets > held.length) {
            int roomier = Math.min(Math.max(HELD_OCTETS_FIRST, 2 * held.length), frameOctetsMax);
            held = Arrays.copyOf(held, Math.max(octets, roomier));
        }
        System.arraycopy(array, from, held, heldOctets, to - from);
        heldOctets = octets;
    }

    private void forget() {
        heldOctets = 0;
        if (held.length > HELD_OCTETS_KEPT) {
            held = NONE;
        }
    }

    private int close(Verdict reason, int at) {
        verdict = reason;
        state = State.BETWEEN;
        heldOctets = 0;
        held = NONE;
        return at;
    }
}
