package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.wire.FrameSink;
import io.authwatch.wire.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * One connection. Each read makes at most one batch; when too much is in flight, reading stops until the writer has
 * acknowledged enough.
 *
 * <pre>
 *            ┌── read ──▶ frames ──▶ batch ──┐
 *         READING                            ├─ room? ──▶ READING
 *            ▲                               └─ none  ──▶ HELD ── acknowledged, half free ──▶ READING
 *            └──── end of stream, bad framing, deadline ──▶ CLOSED (batches still held go on being offered)
 * </pre>
 *
 * <p>A sender may come again while what he sent on an elder connection is not all read, or not all handed over: the
 * younger one waits with what it read until it is.
 *
 * <p>It stands in the pipeline before Vert.x's own handler and takes the octets itself: a paused Vert.x socket goes on
 * queueing what arrives, this one leaves it with the kernel.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements FrameSink {
    private final TcpListener listener;
    private final long number;
    private final Welcome welcome;
    private final ChannelHandlerContext channel;
    private final Address peer;
    private final Conversation conversation;
    private final Answers answers;
    private final Handover handover;
    private final Deadlines deadlines;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>(0);
    private int frames;
    private volatile boolean held;
    private boolean refused;
    private boolean closed;

    /** A connection that was just accepted; {@code number} counts up within its listener. */
    TcpConnection(TcpListener listener, long number, NetSocketInternal socket, Address peer) {
        this.listener = listener;
        this.number = number;
        this.welcome = new Welcome(listener.origins(), socket, peer.text());
        this.channel = socket.channelHandlerContext();
        this.peer = peer;
        this.conversation = listener.conversation(peer.text());
        this.answers = new Answers(conversation, channel);
        this.handover = listener.handover(peer, this::acknowledged);
        this.deadlines = new Deadlines(listener.limits(), listener.nanos());
    }

    Address peer() {
        return peer;
    }

    /** Whether this is an earlier connection of the same sender, who has left it, with something still to be done. */
    boolean isUnfinishedElderOf(TcpConnection other) {
        return number < other.number
                && peer.equals(other.peer)
                && (closed ? !handover.isEmpty() : LeftBehind.is(channel.channel()));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        if (!waiting.isEmpty() || mustWait()) {
            waiting.add(buffer);
            hold();
        } else {
            take(buffer);
        }
    }

    private boolean mustWait() {
        boolean elder = conversation.mayRepeat() && listener.hasUnfinishedElderOf(this);
        return !refused && answers.areTaken() && (elder || handover.mustHold());
    }

    private void take(ByteBuf buffer) {
        try {
            if (!refused && answers.areTaken() && isWelcome()) {
                read(listener.readBuffer().over(buffer));
            }
        } finally {
            buffer.release();
        }
    }

    private boolean isWelcome() {
        String refusal = welcome.refusal();
        if (refusal != null) {
            refuse(refusal);
        }
        return refusal == null;
    }

    private void read(ReadBuffer read) {
        int mark = conversation.mark();
        Verdict verdict = turn(() -> conversation.feed(read.array(), read.from(), read.to(), this));
        boolean completed = frames > 0 || conversation.mark() > mark;
        deadlines.read(listener.nanos(), completed, conversation.isMidFrame());
        listener.unfinished(this, conversation.unfinishedOctets());
        if (verdict == Verdict.ENDED) {
            answers.write();
        } else if (verdict != Verdict.GO_ON) {
            refuse(verdict);
        }
    }

    private void refuse(Verdict verdict) {
        Refusal.count(verdict, listener.input(), listener.happenings());
        refuse(Refusal.of(verdict, conversation.fault(), listener.limits().frameOctetsMax()));
    }

    /** Frames that {@code decode} delivers become one batch, even if it throws half-way. */
    private Verdict turn(Supplier<Verdict> decode) {
        Batcher lane = listener.lane();
        frames = 0;
        lane.begin(listener.now());
        try {
            return decode.get();
        } finally {
            if (frames > 0 || answers.areDue()) {
                handOver(lane);
            }
        }
    }

    private void handOver(Batcher lane) {
        listener.happenings().received(listener.input(), frames);
        int repeated = conversation.drainRepeated();
        if (repeated > 0) {
            listener.happenings().repeated(listener.input(), repeated);
        }
        int due = answers.dueOctets();
        Handover.Size size = new Handover.Size(lane.octets() + due, lane.heapOctets() + due);
        Batch batch = lane.end(null, answers.after(handover.acknowledgement(size)));
        batch.remember(conversation.drainMemory());
        handover.give(batch, size);
        if (handover.mustHold() || !answers.areRead()) {
            listener.tellLimited(peer, handover);
            hold();
        }
    }

    @Override
    public void frame(byte[] array, int from, int to, boolean cut) {
        frames++;
        listener.lane().accept(welcome.origin(), array, from, to, cut);
        if (cut && !closed) {
            listener.happenings().messageCut(listener.input(), peer.text());
        }
    }

    private void hold() {
        if (!held) {
            held = true;
            channel.channel().config().setAutoRead(false);
            listener.hold(this);
        }
    }

    /** On the writer's thread. */
    private void acknowledged() {
        if (held && handover.hasRoom()) {
            answers.onLoop(this::look);
        }
    }

    /** Offers again what was held, and reads on if there is room. */
    void look() {
        handover.offerHeld();
        while (!waiting.isEmpty() && !mustWait()) {
            take(waiting.remove());
        }
        boolean ready = closed ? handover.isEmpty() : handover.mayGoOn() && answers.areRead();
        if (held && ready && waiting.isEmpty()) {
            held = false;
            listener.unhold(this);
            deadlines.restart(listener.nanos());
            channel.channel().config().setAutoRead(answers.mayRead());
        }
    }

    /** Closes the connection if it missed a deadline. */
    void sweep(long nanos) {
        if (closed) {
            return;
        }
        String unread = deadlines.unread(nanos, answers.areRead());
        if (unread != null) {
            refuse(unread);
            return;
        }
        String missed = held ? null : deadlines.missed(nanos, conversation.isAnswered());
        if (missed != null && !refused) {
            tellRefused(missed);
            answers.leaveNow();
        }
    }

    void refuse(String why) {
        if (!refused) {
            tellRefused(why);
            close();
        }
    }

    private void tellRefused(String why) {
        refused = true;
        listener.happenings().connectionRefused(listener.input(), peer.text(), why);
    }

    /** Tells the sender that nobody listens any more; reads what it had sent, or answers what was taken. */
    void drain() {
        answers.leave();
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(conversation.mayRepeat() ? ByteBuf::release : this::take);
        waiting.clear();
        closed = true;
        try {
            turn(() -> {
                conversation.end(refused ? (array, from, to, cut) -> {} : this);
                return Verdict.GO_ON;
            });
        } finally {
            listener.closed(this);
            context.fireChannelInactive();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            refuse(TlsFault.of(cause));
        } else if (cause instanceof IOException) {
            close();
        } else {
            refuse("a mistake of ours: " + cause);
        }
    }
}
