package io.authwatch.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of octets into RELP frames (librelp, doc/relp.md and src/relpframe.c):
 *
 * <pre>
 *   TXNR SP COMMAND SP DATALEN [SP DATA] LF
 *   1-9     1-32       1-9      as many   ends every frame; without data there is no blank before it
 *   digits  letters    digits   octets
 *
 *   feed ──▶ HEADER ── blank after the length ──▶ DATA ── all of it ──▶ END ── LF ──▶ frame ──▶ HEADER
 *               └───── LF after a length of 0 ─────────────────────────────────────▶ frame ──▶ HEADER
 * </pre>
 *
 * <p>A blank before the LF of a frame without data is tolerated. Any chunking gives the same frames. The data buffer grows with the octets received, never with those promised. One
 * instance serves one connection; not safe for use by several threads.
 */
final class RelpFrames {
    /** TXNR, COMMAND and DATALEN with the two blanks between them and the one octet that ends the header. */
    private static final int HEADER_OCTETS_MAX = 9 + 1 + 32 + 1 + 9 + 1;

    private static final int NUMBER_DIGITS_MAX = 9;
    private static final int COMMAND_LETTERS_MAX = 32;
    private static final int KEPT_OCTETS_MAX = 4_096;
    private static final byte[] NONE = new byte[0];

    private enum State {
        HEADER,
        DATA,
        END
    }

    /** Takes frames in the order in which they came. */
    interface Sink {
        /**
         * One frame; its data is {@code array[from..to)} and the giver's again when this returns.
         *
         * @return whether the stream goes on
         */
        boolean frame(int transaction, String command, byte[] array, int from, int to);
    }

    private final int keptOctetsMax;
    private final int dataOctetsMax;
    private final byte[] header = new byte[HEADER_OCTETS_MAX];
    private State state = State.HEADER;
    private Verdict verdict = Verdict.GO_ON;
    private int headerOctets;
    private int transaction;
    private String command = "";
    private int dataOctets;
    private byte[] held = NONE;
    private int heldOctets;
    private int takenOctets;

    /**
     * For a new connection.
     *
     * @param keptOctetsMax octets of data that are given; of a longer frame the rest is gone
     * @param dataOctetsMax octets of data that are read at all; a longer frame ends the stream
     */
    RelpFrames(int keptOctetsMax, int dataOctetsMax) {
        this.keptOctetsMax = keptOctetsMax;
        this.dataOctetsMax = dataOctetsMax;
    }

    /** Takes a read, {@code array[from..to)}; once the stream does not go on, every later call takes nothing. */
    Verdict feed(byte[] array, int from, int to, Sink sink) {
        int at = from;
        while (at < to && verdict == Verdict.GO_ON) {
            at = switch (state) {
                case HEADER -> header(array[at], at, sink);
                case DATA -> data(array, at, to, sink);
                case END -> end(array[at], at, sink);
            };
        }
        return verdict;
    }

    /** Whether a frame was begun and is not whole yet. */
    boolean isMidFrame() {
        return verdict == Verdict.GO_ON && (state != State.HEADER || headerOctets > 0);
    }

    /** How many octets are allocated for a frame that is not whole yet. */
    int heldOctets() {
        return heldOctets > 0 ? held.length : 0;
    }

    private int header(byte octet, int at, Sink sink) {
        boolean tls = headerOctets == 0 && octet == 0x16;
        if (headerOctets == HEADER_OCTETS_MAX || tls) {
            return refuse(tls ? Verdict.TLS : Verdict.NOT_RELP, at);
        }
        header[headerOctets++] = octet;
        boolean ends = octet == '\n' || (octet == ' ' && blanks() == 3);
        if (ends && !parse(octet == '\n')) {
            return refuse(Verdict.NOT_RELP, at);
        }
        if (ends && dataOctets > dataOctetsMax) {
            return refuse(Verdict.OVERSIZE, at);
        }
        if (ends && octet == '\n') {
            deliver(NONE, 0, 0, sink);
        } else if (ends) {
            state = State.DATA;
        }
        return at + 1;
    }

    private int blanks() {
        int blanks = 0;
        for (int i = 0; i < headerOctets; i++) {
            blanks += header[i] == ' ' ? 1 : 0;
        }
        return blanks;
    }

    /** Reads the header; a LF ends it only where the length is 0. */
    private boolean parse(boolean lineFeed) {
        int last = headerOctets - 1;
        int first = indexOf(' ', 0, last);
        int second = first < 0 ? -1 : indexOf(' ', first + 1, last);
        if (second < 0 || second - first - 1 > COMMAND_LETTERS_MAX || second - first == 1) {
            return false;
        }
        transaction = number(0, first);
        dataOctets = number(second + 1, last);
        for (int i = first + 1; i < second; i++) {
            int lower = header[i] | 0x20;
            boolean letter = lower >= 'a' && lower <= 'z';
            if (!letter) {
                return false;
            }
        }
        command = new String(header, first + 1, second - first - 1, StandardCharsets.US_ASCII);
        return transaction >= 0 && dataOctets >= 0 && (!lineFeed || dataOctets == 0);
    }

    private int indexOf(char octet, int from, int to) {
        for (int i = from; i < to; i++) {
            if (header[i] == octet) {
                return i;
            }
        }
        return -1;
    }

    /** The number of 1 to 9 digits, or -1. */
    private int number(int from, int to) {
        if (to <= from || to - from > NUMBER_DIGITS_MAX) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            if (header[i] < '0' || header[i] > '9') {
                return -1;
            }
            number = number * 10 + header[i] - '0';
        }
        return number;
    }

    /** Data that lies whole inside a read, with the LF after it, is given as a view; other is copied. */
    private int data(byte[] array, int at, int to, Sink sink) {
        int after = at + dataOctets;
        if (takenOctets == 0 && after < to && array[after] == '\n') {
            deliver(array, at, at + Math.min(dataOctets, keptOctetsMax), sink);
            return after + 1;
        }
        int octets = Math.min(dataOctets - takenOctets, to - at);
        hold(array, at, Math.min(octets, keptOctetsMax - heldOctets));
        takenOctets += octets;
        if (takenOctets == dataOctets) {
            state = State.END;
        }
        return at + octets;
    }

    private void hold(byte[] array, int at, int octets) {
        int needed = heldOctets + octets;
        if (needed > held.length) {
            int roomier = Math.min(Math.max(256, 2 * held.length), keptOctetsMax);
            held = Arrays.copyOf(held, Math.max(needed, roomier));
        }
        System.arraycopy(array, at, held, heldOctets, octets);
        heldOctets = needed;
    }

    private int end(byte octet, int at, Sink sink) {
        if (octet != '\n') {
            return refuse(Verdict.NOT_RELP, at);
        }
        deliver(held, 0, heldOctets, sink);
        heldOctets = 0;
        held = held.length > KEPT_OCTETS_MAX ? NONE : held;
        return at + 1;
    }

    private void deliver(byte[] array, int from, int to, Sink sink) {
        state = State.HEADER;
        headerOctets = 0;
        takenOctets = 0;
        if (!sink.frame(transaction, command, array, from, to)) {
            refuse(Verdict.ENDED, 0);
        }
    }

    private int refuse(Verdict why, int at) {
        verdict = why;
        held = NONE;
        heldOctets = 0;
        return at;
    }
}
