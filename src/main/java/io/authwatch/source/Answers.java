package io.authwatch.source;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Writes what a conversation answers, once it may, and ends it: on the connection's own event loop.
 *
 * <pre>
 *   TALKING ── leave ──▶ ANSWERING ── all answered ──▶ LEFT ── end of stream, or {@value #LINGER_MILLIS} ms ──▶ closed
 *                        nothing is read               farewell; what comes is read and not taken
 * </pre>
 *
 * <p>A connection that is closed with octets unread is reset, and its last answers with it: hence the last state.
 */
final class Answers {
    /** What an answer that is not written yet counts as: it is kept, and so are the senders who never read. */
    private static final int OCTETS = 64;

    private static final long LINGER_MILLIS = 250;

    private enum State {
        TALKING,
        ANSWERING,
        LEFT
    }

    private final Conversation conversation;
    private final ChannelHandlerContext channel;
    private State state = State.TALKING;
    private int mark;

    Answers(Conversation conversation, ChannelHandlerContext channel) {
        this.conversation = conversation;
        this.channel = channel;
    }

    /** Whether something was taken that is to be answered, and no batch tells when. */
    boolean areDue() {
        return conversation.mark() > mark;
    }

    /** What the answers that are due count as, in octets in flight. */
    int dueOctets() {
        return Math.multiplyExact(conversation.mark() - mark, OCTETS);
    }

    /** What the next batch is to run after its commit: {@code acknowledged}, and then the answers. */
    Runnable after(Runnable acknowledged) {
        if (!areDue()) {
            return acknowledged;
        }
        mark = conversation.mark();
        int upTo = mark;
        return () -> {
            acknowledged.run();
            onLoop(() -> {
                conversation.durable(upTo);
                write();
            });
        };
    }

    /** Writes what may be answered, and closes a connection that is over. */
    void write() {
        byte[] answers = conversation.answers();
        if (answers.length > 0) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(answers));
        }
        if (state == State.ANSWERING && conversation.isAnswered()) {
            farewell();
        } else if (conversation.isOver()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /**
     * Takes nothing more, answers what was taken, and says farewell; a protocol that knows none ends our side of the
     * stream, and its sender is to end his.
     */
    void leave() {
        if (state != State.TALKING) {
            return;
        }
        if (conversation.farewell().length == 0) {
            endOutput();
        } else {
            state = State.ANSWERING;
            channel.channel().config().setAutoRead(false);
            write();
        }
    }

    /** Says farewell at once, where the protocol knows one: what is not answered comes again. */
    void leaveNow() {
        if (conversation.farewell().length == 0) {
            channel.close();
        } else if (state != State.LEFT) {
            farewell();
        }
    }

    private void farewell() {
        state = State.LEFT;
        channel.writeAndFlush(Unpooled.wrappedBuffer(conversation.farewell())).addListener(written -> {
            endOutput();
            channel.channel().config().setAutoRead(true);
            after(Duration.ofMillis(LINGER_MILLIS), channel::close);
        });
    }

    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel.channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    /** Whether what is read is taken. */
    boolean areTaken() {
        return state == State.TALKING;
    }

    /** Whether the connection is to be read when its sender is not held back. */
    boolean mayRead() {
        return state != State.ANSWERING;
    }

    /** Whether what was written has left us so far that more may be written. */
    boolean areRead() {
        return channel.channel().isWritable();
    }

    /** On the connection's loop; if that has ended, nobody reads on, and what is not answered comes again. */
    void onLoop(Runnable task) {
        try {
            channel.executor().execute(task);
        } catch (RejectedExecutionException e) {
            // See above.
        }
    }

    private void after(Duration delay, Runnable task) {
        try {
            channel.executor().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            channel.close();
        }
    }
}
