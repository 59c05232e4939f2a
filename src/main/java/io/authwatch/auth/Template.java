package io.authwatch.auth;

import io.authwatch.wire.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * One format string of one program, turned into a reader that is anchored at both ends.
 *
 * <pre>
 *  Failed {method} for invalid user {user^:} from {source} port {port} ssh2{:key}
 *  ───────left to right────────────▶ open    ◀──────right to left───────── tail
 * </pre>
 *
 * <p>At most one slot is <em>open</em>: it holds the text that a stranger chose. What stands before it is read from the
 * left, what stands behind it from the right, so that nothing inside the open text can take the place of what the
 * program itself wrote. Every other slot ends at the literal that follows it (from the right: begins after the literal
 * before it), and is looked for once: the whole is linear in the octets.
 *
 * <pre>
 *  {name}    one or more octets without a blank      {name*}   open: any octets, or none
 *  {name?}   the same, or nothing                    {name^:}  open, without a colon
 *  {name~}   any octets up to the next literal       {}        a slot whose value is not kept; also {?} {~} {*} {^:}
 *  {port}    digits; so are {count} and {#}          {:} {:key} an optional tail from the first ": " on
 * </pre>
 *
 * <p>{@code name} is the label of a {@link Field}, or {@code count} (the weight), or {@code peer} (address, colon,
 * port). {@code source} takes an address or, failing that, is the domain.
 */
final class Template {
    private static final byte[] TAIL = Octets.literal(": ");

    private final String text;
    private final byte[][] literals;
    private final Slot[] slots;
    private final int open;
    private final boolean tail;
    private final boolean keyInTail;

    private Template(String text, byte[][] literals, Slot[] slots, boolean tail, boolean keyInTail) {
        this.text = text;
        this.literals = literals;
        this.slots = slots;
        this.tail = tail;
        this.keyInTail = keyInTail;
        this.open = openOf(text, slots);
    }

    /** Compiles a template; a mistake in it is an {@link IllegalArgumentException}. */
    static Template of(String text) {
        boolean keyInTail = text.endsWith("{:key}");
        boolean tail = keyInTail || text.endsWith("{:}");
        String head = tail ? text.substring(0, text.lastIndexOf('{')) : text;
        List<byte[]> literals = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        int at = 0;
        for (int brace = head.indexOf('{'); brace >= 0; brace = head.indexOf('{', at)) {
            int end = head.indexOf('}', brace);
            if (end < 0) {
                throw new IllegalArgumentException("no closing brace: " + text);
            }
            literals.add(Octets.literal(head.substring(at, brace)));
            slots.add(Slot.of(head.substring(brace + 1, end)));
            at = end + 1;
        }
        literals.add(Octets.literal(head.substring(at)));
        return new Template(text, literals.toArray(byte[][]::new), slots.toArray(Slot[]::new), tail, keyInTail);
    }

    private static int openOf(String text, Slot[] slots) {
        int open = slots.length;
        for (int i = 0; i < slots.length; i++) {
            if (slots[i].isOpen()) {
                if (open < slots.length) {
                    throw new IllegalArgumentException("more than one open slot: " + text);
                }
                open = i;
            }
        }
        return open;
    }

    /** The literal that every text of this shape begins with; may be empty. */
    byte[] prefix() {
        return literals[0];
    }

    /** Reads {@code [from, to)} into the view. On false the view may hold half a reading. */
    boolean read(Octets octets, int from, int to, AuthView view) {
        if (!octets.startsWith(from, to, literals[0])) {
            return false;
        }
        int left = from + literals[0].length;
        int end = to;
        if (tail) {
            int colon = octets.indexOf(TAIL, left, to);
            end = colon < 0 ? to : colon;
            if (keyInTail && colon >= 0) {
                putKey(octets, colon + TAIL.length, to, view);
            }
        }
        return open == slots.length ? readAll(octets, left, end, view) : readAroundOpen(octets, left, end, view);
    }

    private boolean readAll(Octets octets, int left, int end, AuthView view) {
        int at = left;
        for (int i = 0; i < slots.length; i++) {
            boolean last = i == slots.length - 1;
            int stop = last ? lastStop(octets, at, end) : slots[i].stop(octets, at, end, literals[i + 1]);
            if (stop < at || !slots[i].take(octets, at, stop, view)) {
                return false;
            }
            at = stop + literals[i + 1].length;
        }
        return at == end;
    }

    private int lastStop(Octets octets, int at, int end) {
        byte[] last = literals[literals.length - 1];
        return octets.endsWith(at, end, last) ? end - last.length : -1;
    }

    private boolean readAroundOpen(Octets octets, int left, int end, AuthView view) {
        int at = left;
        for (int i = 0; i < open; i++) {
            int stop = slots[i].stop(octets, at, end, literals[i + 1]);
            if (stop < at || !slots[i].take(octets, at, stop, view)) {
                return false;
            }
            at = stop + literals[i + 1].length;
        }
        int right = lastStop(octets, at, end);
        for (int i = slots.length - 1; i > open && right >= at; i--) {
            int found = octets.lastIndexOf(literals[i], at, right);
            if (found < 0 || !slots[i].take(octets, found + literals[i].length, right, view)) {
                return false;
            }
            right = found;
        }
        return right >= at && slots[open].take(octets, at, right, view);
    }

    /** A key as sshd writes it: {@code ED25519 SHA256:…}, the second word, if it is a fingerprint. */
    private static void putKey(Octets octets, int from, int to, AuthView view) {
        int blank = octets.indexOf(' ', from, to);
        int end = blank + 1;
        while (blank >= 0 && end < to && octets.at(end) != ' ' && octets.at(end) != ',') {
            end++;
        }
        // Before OpenSSH 7.8 a certificate has no fingerprint there, but its name: RSA-CERT ID name (serial 7) CA …
        if (blank >= 0 && octets.indexOf(':', blank + 1, end) >= 0) {
            view.put(Field.KEY, blank + 1, end);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
