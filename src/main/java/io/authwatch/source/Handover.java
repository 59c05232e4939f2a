package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Intake;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Hands one connection's batches to the writer, in order, and knows when its sender must be held back: when too much of
 * it is in flight, when what is in flight of its address or of all connections takes too much memory, or when the writer
 * has no room. Its address is the turn in which the writer takes what it brings.
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

    /**
     * What a batch is: as it was read, and in memory.
     *
     * @param octets that were read, and are lost if the process is killed
     * @param heapOctets that it takes until it is committed
     */
    record Size(int octets, int heapOctets) {}

    /** What a batch of such a size is to run after its commit. */
    Runnable acknowledgement(Size size) {
        return () -> {
            ownOctets.addAndGet(-size.octets());
            share.release(size.heapOctets());
            all.release(size.heapOctets());
            acknowledged.run();
        };
    }

    /** Hands over a batch of such a size, or keeps it until {@link #offerHeld}. */
    void give(Batch batch, Size size) {
        ownOctets.addAndGet(size.octets());
        share.take(batch.messages(), size.heapOctets(), nanos.getAsLong());
        all.take(size.heapOctets());
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
        return !held.isEmpty() || ownOctets.get() >= ownOctetsMax || isAllUsedUp() || isShareUsedUp();
    }

    /** Whether nobody is to be read any further: who has next to nothing in flight waits for no flood of others. */
    private boolean isAllUsedUp() {
        return all.isFull() && !share.isLittle();
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
        return ownOctets.get() <= ownOctetsMax / 2 && !isAllUsedUp() && !isShareUsedUp();
    }
}
