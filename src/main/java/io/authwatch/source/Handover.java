package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Intake;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Hands one connection's batches to the writer, in order, and knows when its sender must be held back: when too much of
 * it, of its address or of all connections is in flight, or when the writer has no room. Its address is the turn in which
 * the writer takes what it brings.
 *
 * <p>One thread, but for the acknowledgements, which come on the writer's, and {@link #hasRoom}.
 */
final class Handover {
    private final Intake intake;
    private final String turn;
    private final Share share;
    private final LongSupplier nanos;
    private final InFlight all;
    private final long ownOctetsMax;
    private final Runnable acknowledged;
    private final AtomicLong ownOctets = new AtomicLong();
    private final Queue<Batch> held = new ArrayDeque<>();

    /** {@code acknowledged} is run on the writer's thread after each acknowledgement. */
    Handover(Downstream downstream, Address peer, Share share, InFlight all, long ownOctetsMax, Runnable acknowledged) {
        this.intake = downstream.intake();
        this.nanos = downstream.clocks().nanos();
        this.turn = peer.network().text();
        this.share = share;
        this.all = all;
        this.ownOctetsMax = ownOctetsMax;
        this.acknowledged = acknowledged;
    }

    /** What a batch of {@code octets} is to run after its commit. */
    Runnable acknowledgement(int octets) {
        return () -> {
            ownOctets.addAndGet(-octets);
            share.release(octets);
            all.release(octets);
            acknowledged.run();
        };
    }

    /** Hands over a batch of {@code octets}, or keeps it until {@link #offerHeld}. */
    void give(Batch batch, int octets) {
        ownOctets.addAndGet(octets);
        share.take(batch.messages(), octets, nanos.getAsLong());
        all.take(octets);
        held.add(batch);
        offerHeld();
    }

    void offerHeld() {
        while (!held.isEmpty() && intake.offer(held.element(), turn)) {
            held.remove();
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    boolean mustHold() {
        return !held.isEmpty() || ownOctets.get() >= ownOctetsMax || all.isFull() || isShareUsedUp();
    }

    /** Whether its address as a whole has as much as one may. Any thread. */
    boolean isShareUsedUp() {
        return share.isUsedUp(nanos.getAsLong());
    }

    /** Which limit of its address that is. */
    String limit() {
        return share.limit(nanos.getAsLong());
    }

    /** Whether a sender that was held back may send again. */
    boolean mayGoOn() {
        return held.isEmpty() && hasRoom();
    }

    /** Whether half of its room is free, so that it would not be held at once again. Any thread. */
    boolean hasRoom() {
        return ownOctets.get() <= ownOctetsMax / 2 && !all.isFull() && !isShareUsedUp();
    }
}
