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
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.util.function.Supplier;
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
 * <p>It stands in the pipeline before Vert.x's own handler and takes the octets itself: a paused Vert.x socket goes on
 * queueing what arrives, this one leaves it with the kernel.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements FrameSink {
    private final TcpListener listener;
    private final NetSocketInternal socket;
    private final ChannelHandlerContext channel;
    private final Address peer;
    private final Conversation conversation;
    private final Answers answers;
    private final Handover handover;
    private final Deadlines deadlines;
    private @Nullable Origin origin;
    private int frames;
    private volatile boolean held;
    private boolean refused;
    private boolean closed;

    TcpConnection(TcpListener listener, NetSocketInternal socket, Address peer) {
        this.listener = listener;
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

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        try {
            if (!refused) {
                read(listener.readBuffer().over(buffer));
            }
        } finally {
            buffer.release();
        }
    }

    private void read(ReadBuffer read) {
        Verdict verdict = turn(() -> conversation.feed(read.array(), read.from(), read.to(), this));
        deadlines.read(listener.nanos(), frames, read.hasSubstance());
        switch (verdict) {
            case GO_ON -> {}
            case OVERSIZE -> refuseOversize();
            case TLS -> refuse("a TLS handshake came to a port without TLS: send plain, or to the TLS port");
            case COMPRESSED -> refuse("a compressed stream is not supported: switch off stream compression");
            case NOT_SYSLOG -> refuse("another protocol's greeting came to the syslog port: RELP or HTTP");
            case NOT_RELP -> refuse("not RELP: " + conversation.fault());
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
                listener.happenings().received(listener.input(), frames);
                int octets = lane.octets();
                Batch batch = lane.end(null, answers.after(handover.acknowledgement(octets)));
                handover.give(batch, octets);
                holdIfNeeded();
            }
        }
    }

    @Override
    public void frame(byte[] array, int from, int to, boolean cut) {
        frames++;
        listener.lane().accept(origin(), array, from, to, cut);
    }

    private Origin origin() {
        if (origin == null) {
            origin = listener.origins().origin(peer.text(), socket.isSsl() ? socket.sslSession() : null);
        }
        return origin;
    }

    private void holdIfNeeded() {
        if (!held && (handover.mustHold() || !channel.channel().isWritable())) {
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
        boolean writable = closed || channel.channel().isWritable();
        if (held && writable && (closed ? handover.isEmpty() : handover.mayGoOn())) {
            held = false;
            listener.unhold(this);
            deadlines.restart(listener.nanos());
            channel.channel().config().setAutoRead(!answers.areLast());
        }
    }

    /** Closes the connection if it missed a deadline. */
    void sweep(long nanos) {
        String missed = held || closed ? null : deadlines.missed(nanos);
        if (missed != null) {
            refuse(missed);
        }
    }

    private void refuseOversize() {
        listener.happenings().received(listener.input(), 1);
        listener.happenings().dropped(listener.input(), DropReason.OVERSIZE, 1);
        refuse("a frame is longer than " + listener.limits().frameOctetsMax() + " octets");
    }

    void refuse(String why) {
        if (!refused) {
            refused = true;
            listener.happenings().connectionRefused(listener.input(), peer.text(), why);
            close();
        }
    }

    /** Tells the sender that nobody listens any more, and reads what it had sent, or answers what it was to answer. */
    void drain() {
        if (answers.leave()) {
            return;
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel.channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            close();
        }
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed = true;
        try {
            if (!refused) {
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
        if (cause instanceof IOException) {
            close();
        } else if (cause instanceof DecoderException) {
            refuse("TLS failed: " + cause.getMessage());
        } else {
            refuse("a mistake of ours: " + cause);
        }
    }
}
