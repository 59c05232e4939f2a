package io.authwatch.pipeline;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Match;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import io.authwatch.wire.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of an input's loop read, on its way to the writer: the events that a rule wants or that are kept, the
 * rest as octets for the page, and the counts of all.
 */
public final class Batch {
    /** What a batch takes of the memory whatever it holds, and each frame of it, octets. */
    private static final int HEAP_OCTETS = 1_024;

    private static final int HEAP_OCTETS_OF_FRAME = 16;
    /** What an event takes beside its texts; they are its frame, its message and its fields. */
    private static final int HEAP_OCTETS_OF_EVENT = 512;

    private static final int TEXTS_OF_EVENT = 3;

    private final Input input;
    private final Instant received;
    private final RuleSet rules;
    private final Quarantine quarantine;
    private final List<Kept> kept = new ArrayList<>();
    private final RestPage rest;
    private final Tally tally = new Tally();
    private List<HostSighting> hosts = List.of();
    private int messages;
    private int decided;
    private int octets;
    private int textOctets;
    private @Nullable FilePosition position;
    private List<StateCell> memory = List.of();
    private Runnable acknowledged = () -> {};

    /**
     * An event that goes into the log.
     *
     * @param place its place in the batch
     * @param match the rules that matched, or null: it is kept for its own sake
     */
    record Kept(int place, AuthEvent event, @Nullable Match match) {
        /** The match of the same event in its place in the history. */
        @Nullable
        Match matchOf(AuthEvent placed) {
            return match == null ? null : match.of(placed);
        }
    }

    Batch(Input input, Instant received, RuleSet rules, int recentMax, Quarantine quarantine) {
        this(input, received, rules, quarantine, new RestPage(received, recentMax));
    }

    private Batch(Input input, Instant received, RuleSet rules, Quarantine quarantine, RestPage rest) {
        this.input = input;
        this.received = received;
        this.rules = rules;
        this.quarantine = quarantine;
        this.rest = rest;
    }

    /** The batch of the next turn of the same lane. */
    Batch next(Instant nextReceived, RuleSet nextRules) {
        return new Batch(input, nextReceived, nextRules, quarantine, RestPage.after(rest, nextReceived));
    }

    /** A frame of so many octets was read; what becomes of it is said by another call. */
    void frame(int frameOctets) {
        messages++;
        octets += frameOctets;
    }

    /** The place of the next message that gets a decision. */
    int nextPlace() {
        return decided++;
    }

    void keep(int place, AuthEvent event, @Nullable Match match) {
        textOctets += event.original().length();
        kept.add(new Kept(place, event, match));
    }

    Batch end(List<HostSighting> hosts, @Nullable FilePosition position, Runnable acknowledged) {
        rest.trim();
        this.hosts = hosts;
        this.position = position;
        this.acknowledged = acknowledged;
        return this;
    }

    /** What the input must know of it after a start: kept in the commit of its effects. */
    public void remember(List<StateCell> cells) {
        memory = cells;
    }

    public Input input() {
        return input;
    }

    /** When its frames were read. */
    public Instant received() {
        return received;
    }

    /** How many frames it holds, those of other facilities included. */
    public int messages() {
        return messages;
    }

    /** How many of them get a decision. */
    public int decided() {
        return decided;
    }

    /** How many octets they were. */
    public int octets() {
        return octets;
    }

    /** What it takes of the memory, octets about: an event is many times its line. */
    public int heapOctets() {
        return HEAP_OCTETS
                + messages * HEAP_OCTETS_OF_FRAME
                + octets
                + kept.size() * HEAP_OCTETS_OF_EVENT
                + textOctets * (TEXTS_OF_EVENT - 1);
    }

    /** The input's position after it, if the input has one. */
    public @Nullable FilePosition position() {
        return position;
    }

    /** See {@link #remember}. */
    public List<StateCell> memory() {
        return memory;
    }

    /** To be called once, by the writer, after the commit. */
    public Runnable acknowledged() {
        return acknowledged;
    }

    /** The rules that its events were matched against. */
    RuleSet rules() {
        return rules;
    }

    /** Where a message goes that makes our code throw when it is decided on. */
    Quarantine quarantine() {
        return quarantine;
    }

    List<Kept> kept() {
        return kept;
    }

    RestPage rest() {
        return rest;
    }

    Tally tally() {
        return tally;
    }

    List<HostSighting> hosts() {
        return hosts;
    }
}
