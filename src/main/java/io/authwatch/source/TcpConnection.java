package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.DropReason;
import io.authwatch.wire.FrameSink;
import io.authwatch.wire.Origin;
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
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

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
 * <p>A sender may come again while an elder connection of his is still held: what he sent there is to be known first, so
 * the younger one waits with what it read.
 *
 * <p>It stands in the pipeline before Vert.x's own handler and takes the octets itself: a paused Vert.x socket goes on
 * queueing what arrives, this one leaves it with the kernel.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements FrameSink {
    private final TcpListener listener;
    private final long number;
    private final NetSocketInternal socket;
    private final ChannelHandlerContext channel;
    private final Address peer;
    private final Conversation conversation;
    private final Answers answers;
    private final Handover handover;
    private final Deadlines deadlines;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>(0);
    private @Nullable Origin origin;
    private int frames;
    private volatile boolean held;
    private boolean refused;
    private boolean closed;

    /** A connection that was just accepted; {@code number} counts up within its listener. */
    TcpConnection(TcpListener listener, long number, NetSocketInternal socket, Address peer) {
        this.listener = listener;
        this.number = number;
        this.socket = socket;
        this.channel = socket.channelHandlerContext();
        this.peer = peer;
        this.conversation = listener.conversation(peer.text());
        this.answers = new Answers(conversation, channel);
        this.handover = listener.handover(this::acknowledged);
        this.deadlines = new Deadlines(listener.limits(), listener.nanos());
    }

    Address peer() {
        return peer;
    }

    /** Whether this is an earlier connection of the same sender. */
    boolean isElderOf(TcpConnection other) {
        return number < other.number && peer.equals(other.peer);
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
        return !refused && answers.areTaken() && conversation.mayRepeat() && listener.holdsElderOf(this);
    }

    private void take(ByteBuf buffer) {
        try {
            if (!refused && answers.areTaken() && isKnown()) {
                read(listener.readBuffer().over(buffer));
            }
        } finally {
            buffer.release();
        }
    }

    /** Finds out whom the octets are from, before the first of them is taken. */
    private boolean isKnown() {
        try {
            if (origin == null) {
                origin = listener.origins().origin(peer.text(), socket.isSsl() ? socket.sslSession() : null);
            }
            return true;
        } catch (SSLPeerUnverifiedException unwelcome) {
            refuse(String.valueOf(unwelcome.getMessage()));
            return false;
        }
    }

    private void read(ReadBuffer read) {
        int mark = conversation.mark();
        Verdict verdict = turn(() -> conversation.feed(read.array(), read.from(), read.to(), this));
        boolean completed = frames > 0 || conversation.mark() > mark;
        deadlines.read(listener.nanos(), completed, conversation.isMidFrame());
        switch (verdict) {
            case GO_ON -> {}
            case OVERSIZE -> refuseOversize();
            case TLS -> refuse("a TLS handshake came to a port without TLS: send plain, or to the TLS port");
            case COMPRESSED -> refuse("a compressed stream is not supported: switch off stream compression");
            case NOT_SYSLOG -> refuse("another protocol's greeting came to the syslog port: RELP or HTTP");
            case NOT_RELP -> refuse(conversation.fault().isEmpty() ? "not RELP" : "not RELP: " + conversation.fault());
            case ENDED -> answers.write();
        }
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
        int octets = lane.octets() + answers.dueOctets();
        Batch batch = lane.end(null, answers.after(handover.acknowledgement(octets)));
        handover.give(batch, octets);
        if (handover.mustHold() || !answers.areRead()) {
            hold();
        }
    }

    @Override
    public void frame(byte[] array, int from, int to, boolean cut) {
        Origin known = origin;
        if (known != null) {
            frames++;
            listener.lane().accept(known, array, from, to, cut);
        }
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
        String missed = held ? null : deadlines.missed(nanos);
        if (missed != null && !refused) {
            tellRefused(missed);
            answers.leaveNow();
        }
    }

    private void refuseOversize() {
        listener.happenings().received(listener.input(), 1);
        listener.happenings().dropped(listener.input(), DropReason.OVERSIZE, 1);
        refuse("a frame is longer than " + listener.limits().frameOctetsMax() + " octets");
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

    /** Tells the sender that nobody listens any more, and reads what it had sent, or answers what it was to answer. */
    void drain() {
        answers.leave();
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed = true;
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        try {
            if (refused) {
                conversation.end((array, from, to, cut) -> {});
            } else {
                turn(this::endOfStream);
            }
        } finally {
            listener.closed(this);
            context.fireChannelInactive();
        }
    }

    private Verdict endOfStream() {
        conversation.end(this);
        return Verdict.GO_ON;
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
