package io.authwatch.source;

import io.authwatch.rule.StateCell;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest messages of one RELP session, by their digests, in the order in which they came. Any thread.
 *
 * <p>It has a form that a commit keeps, under the key {@code number sender}:
 *
 * <pre>
 *   │ form │ n │ n beginnings │ the latest messages │     an octet, an octet, digests of 8 octets each
 * </pre>
 */
final class Trail {
    /** Whose cells a start hands back. */
    static final String KIND = "relp";
    /**
     * Messages that are remembered at least: more than a sender has without an answer at a time. Of librelp that is its
     * window (128, or as configured) and one more for each time that it came again without getting on.
     */
    static final int REMEMBERED_MIN = 256;

    /** Bits that tell of most messages that they are not here: at most an eighth of them is set. */
    private static final int FILTER_BITS = 4_096;

    /** Who says nothing for so long rests: a queue that is worked off does not. */
    private static final Duration REST = Duration.ofMillis(100);

    private static final int FIRST = 16;
    private static final byte FORM = 2;
    private static final int HEAD_OCTETS = 2;
    /** In hexadecimal digits, so that keys sort as the sessions came. */
    private static final int NUMBER_DIGITS = 16;

    private final long number;
    private final String sender;
    private long[] digests = new long[FIRST];
    private final long[] filter = new long[FILTER_BITS / Long.SIZE];
    private final Beginnings beginnings = new Beginnings();
    private int count;
    /** How many are forgotten that came before those. */
    private long forgotten;

    /** How many are durable, those that are forgotten included. */
    private long durable;

    private boolean begun;
    private boolean unsaved;
    private boolean saved;
    private boolean broken;
    private boolean retold;
    private long heard;

    /** Of a new session; {@code number} counts up over all sessions of all senders. */
    Trail(long number, String sender) {
        this.number = number;
        this.sender = sender;
    }

    /** What a commit kept of a session, or null if the cell is none of ours. */
    static @Nullable Trail of(StateCell cell) {
        ByteBuffer data = ByteBuffer.wrap(cell.data());
        String key = cell.key();
        boolean ours = cell.kind().equals(KIND)
                && key.matches("[0-9a-f]{" + NUMBER_DIGITS + "} .+")
                && data.remaining() % Long.BYTES == HEAD_OCTETS
                && data.get() == FORM;
        int beginnings = ours ? data.get() : 0;
        if (!ours || beginnings < 0 || beginnings * Long.BYTES > data.remaining()) {
            return null;
        }
        Trail trail = new Trail(
                Long.parseUnsignedLong(key.substring(0, NUMBER_DIGITS), 16), key.substring(NUMBER_DIGITS + 1));
        for (int i = 0; i < beginnings; i++) {
            trail.begins(data.getLong(), -1);
        }
        while (data.hasRemaining()) {
            trail.add(data.getLong(), 0);
        }
        trail.saved = true;
        trail.unsaved = false;
        trail.durableBut(0);
        return trail;
    }

    long number() {
        return number;
    }

    String sender() {
        return sender;
    }

    synchronized void add(long digest, long nanos) {
        if (count == digests.length) {
            if (count < 2 * REMEMBERED_MIN) {
                digests = Arrays.copyOf(digests, 2 * count);
            } else {
                keepLatest();
            }
        }
        digests[count++] = digest;
        mark(digest);
        heard = nanos;
        unsaved = true;
        retold = false;
    }

    /** The message that {@link #add} is about to take is a new one, and not of an earlier session. */
    synchronized void isNew(long digest, long nanos) {
        if (!begun || nanos - heard >= REST.toNanos()) {
            begins(digest, end());
        }
        begun = true;
    }

    /** A session that was followed to its end is forgotten: what it began with is remembered here. */
    synchronized void inherit(Trail elder) {
        elder.beginnings.forEach(digest -> begins(digest, -1));
        unsaved = true;
    }

    private void begins(long digest, long place) {
        beginnings.add(digest, place);
        mark(digest);
    }

    private void keepLatest() {
        int gone = Math.max(0, count - REMEMBERED_MIN);
        System.arraycopy(digests, gone, digests, 0, count - gone);
        count -= gone;
        forgotten += gone;
        Arrays.fill(filter, 0);
        for (int i = 0; i < count; i++) {
            mark(digests[i]);
        }
        beginnings.forEach(this::mark);
    }

    private void mark(long digest) {
        filter[word(digest)] |= 1L << digest;
    }

    private static int word(long digest) {
        return (int) (digest >>> Integer.SIZE) & (FILTER_BITS / Long.SIZE - 1);
    }

    /** Whether this message is remembered, at whatever place; of another session than the asker's it must be durable. */
    synchronized boolean holds(long digest, Trail asker) {
        if ((filter[word(digest)] & 1L << digest) == 0) {
            return false;
        }
        long end = asker == this ? end() : durable;
        for (int i = 0; i < Math.min(count, end - forgotten); i++) {
            if (digests[i] == digest) {
                return true;
            }
        }
        return beginnings.holds(digest, end);
    }

    /** All of it is durable but the latest so many, at most. */
    synchronized void durableBut(int latest) {
        durable = Math.max(durable, end() - latest);
    }

    /** How many messages came in all. */
    synchronized long end() {
        return forgotten + count;
    }

    /** The first message that is remembered, counted from 0. */
    synchronized long begin() {
        return forgotten;
    }

    /** Whether this message is remembered as the one at a place between {@link #begin} and {@link #end}. */
    synchronized boolean is(long place, long digest) {
        long index = place - forgotten;
        return index >= 0 && index < count && digests[(int) index] == digest;
    }

    /** Whether its sender may send again what is in it: it broke, or said nothing for so long that it must have. */
    synchronized boolean mayComeAgain(long nanos) {
        return broken || nanos - heard >= Resends.SILENT.toNanos();
    }

    /** The connection broke. */
    synchronized void broke() {
        broken = true;
        keepLatest();
        digests = Arrays.copyOf(digests, Math.max(1, count));
    }

    synchronized boolean isBroken() {
        return broken;
    }

    /** A later session came to its end: what can come again of it is in that one. */
    synchronized void retold() {
        retold = true;
    }

    synchronized boolean isRetold() {
        return retold;
    }

    /** What the next commit is to keep, or null if it is kept already. */
    synchronized @Nullable StateCell toSave() {
        if (!unsaved) {
            return null;
        }
        unsaved = false;
        saved = true;
        int from = Math.max(0, count - REMEMBERED_MIN);
        int longs = beginnings.size() + count - from;
        ByteBuffer data = ByteBuffer.allocate(HEAD_OCTETS + longs * Long.BYTES);
        data.put(FORM).put((byte) beginnings.size());
        beginnings.forEach(data::putLong);
        data.asLongBuffer().put(digests, from, count - from);
        return cell(data.array());
    }

    /** What removes it from what is kept, or null if it never was. */
    synchronized @Nullable StateCell toForget() {
        return saved ? cell(new byte[0]) : null;
    }

    private StateCell cell(byte[] data) {
        String digits = Long.toHexString(number);
        return new StateCell(KIND, "", "0".repeat(NUMBER_DIGITS - digits.length()) + digits + " " + sender, data);
    }
}
