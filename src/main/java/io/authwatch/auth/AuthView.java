package io.authwatch.auth;

import io.authwatch.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * What a recogniser found in one message, as a view: the action, and where in the octets each field stands. Made once
 * per connection and filled anew for every message, so that a message that no rule wants costs no object;
 * {@link #attributes()} copies what was found into strings.
 *
 * <p>A recogniser that finds it cannot read a line after all calls {@link #other()}: half a reading is worse than none.
 */
public final class AuthView {
    /** The most that a count told in a line may weigh ({@code message repeated 4000000000 times}). */
    public static final int COUNT_MAX = 1000;

    private final int[] starts = new int[Field.count()];
    private final int[] ends = new int[Field.count()];
    private final @Nullable String[] texts = new @Nullable String[Field.count()];
    private Octets octets = new Octets();
    private int textFrom;
    private int textTo;
    /** The fields that are there, a bit each. */
    private int present;
    /** Those of them whose value is in {@link #texts}. */
    private int worded;

    private AuthAction action = AuthAction.OTHER;
    private Outcome outcome = Outcome.UNKNOWN;
    private int count = 1;
    private boolean suspicious;
    private AttemptPart part = AttemptPart.NONE;
    private String recogniser = "";
    private String pattern = "";

    /** Empties the view and lays it over a message's octets; what it says then is {@code other}. */
    public AuthView over(Octets octets) {
        return over(octets, octets.from(), octets.to());
    }

    /** As {@link #over(Octets)}; the text to recognise is {@code [textFrom, textTo)}. */
    public AuthView over(Octets octets, int textFrom, int textTo) {
        this.octets = octets;
        recogniser = "";
        return other().narrow(textFrom, textTo);
    }

    /** The text to recognise is {@code [textFrom, textTo)} alone: the rest is its wrapping. */
    public AuthView narrow(int textFrom, int textTo) {
        this.textFrom = textFrom;
        this.textTo = textTo;
        return this;
    }

    /** Forgets all that was found: action {@code other}, outcome unknown, count 1. */
    public AuthView other() {
        present = 0;
        worded = 0;
        action = AuthAction.OTHER;
        outcome = Outcome.UNKNOWN;
        count = 1;
        suspicious = false;
        part = AttemptPart.NONE;
        pattern = "";
        return this;
    }

    /** Says what happened. {@code pattern} names the shape that took the line, for {@code explain}. */
    public AuthView is(AuthAction action, Outcome outcome, String pattern) {
        this.action = action;
        this.outcome = outcome;
        this.pattern = pattern;
        return this;
    }

    /** A field stands at {@code [from, to)} of the octets. An empty span is a field that is not there. */
    public AuthView put(Field field, int from, int to) {
        if (to > from) {
            starts[field.ordinal()] = from;
            ends[field.ordinal()] = to;
            present |= 1 << field.ordinal();
            worded &= ~(1 << field.ordinal());
        }
        return this;
    }

    /** A field has this value, which does not stand in the octets as it is. */
    public AuthView put(Field field, String value) {
        if (!value.isEmpty()) {
            texts[field.ordinal()] = value;
            present |= 1 << field.ordinal();
            worded |= 1 << field.ordinal();
        }
        return this;
    }

    /**
     * The peer of the action stands at {@code [from, to)}: an address goes to {@link Field#SOURCE} in its canonical
     * form, anything else to {@link Field#DOMAIN}.
     */
    public AuthView putSource(int from, int to) {
        return put(Addresses.isAddress(octets, from, to) ? Field.SOURCE : Field.DOMAIN, from, to);
    }

    /** How many attempts the line stands for; clamped to 0 … {@link #COUNT_MAX}. 0: counted by another line. */
    public AuthView weighs(int count) {
        this.count = Math.max(0, Math.min(COUNT_MAX, count));
        return this;
    }

    /** The text is ambiguous, or holds what no honest client sends. */
    public AuthView markSuspicious() {
        suspicious = true;
        return this;
    }

    /** Says what part the line takes in telling of an attempt. */
    AuthView tells(AttemptPart part) {
        this.part = part;
        return this;
    }

    /** What part the line takes in telling of an attempt. */
    AttemptPart part() {
        return part;
    }

    /** Names the recogniser that was asked, for {@code explain}. */
    public void askedOf(String recogniser) {
        this.recogniser = recogniser;
    }

    public Octets octets() {
        return octets;
    }

    /** Where the text to recognise begins. */
    public int textFrom() {
        return textFrom;
    }

    /** Where the text to recognise ends. */
    public int textTo() {
        return textTo;
    }

    public AuthAction action() {
        return action;
    }

    public Outcome outcome() {
        return outcome;
    }

    public int count() {
        return count;
    }

    public boolean suspicious() {
        return suspicious;
    }

    /** The recogniser that was asked last, or an empty string if none was for this program. */
    public String recogniser() {
        return recogniser;
    }

    /** The shape that took the line, or an empty string. */
    public String pattern() {
        return pattern;
    }

    /** Whether no shape took the line: a gap, where a line that is known and tells nothing has a {@link #pattern()}. */
    public boolean unknown() {
        return action == AuthAction.OTHER && pattern.isEmpty();
    }

    public boolean has(Field field) {
        return (present & 1 << field.ordinal()) != 0;
    }

    private boolean isWorded(Field field) {
        return (worded & 1 << field.ordinal()) != 0;
    }

    /** A field's value as text, or null. A source is canonical. */
    public @Nullable String get(Field field) {
        if (!has(field)) {
            return null;
        }
        if (isWorded(field)) {
            return texts[field.ordinal()];
        }
        int from = starts[field.ordinal()];
        int to = ends[field.ordinal()];
        return field == Field.SOURCE ? Addresses.canonical(octets, from, to) : octets.string(from, to);
    }

    /** Where a field begins that stands in the octets; -1 if it is missing or does not stand there as it is. */
    public int startOf(Field field) {
        return has(field) && !isWorded(field) ? starts[field.ordinal()] : -1;
    }

    /** Where a field ends; means nothing where {@link #startOf} is -1. */
    public int endOf(Field field) {
        return ends[field.ordinal()];
    }

    /** A copy of all that was found. */
    public Attributes attributes() {
        if (present == 0) {
            return Attributes.NONE;
        }
        @Nullable String[] found = new @Nullable String[Field.count()];
        for (int i = 0; i < found.length; i++) {
            found[i] = get(Field.of(i));
        }
        return new Attributes(found);
    }
}
