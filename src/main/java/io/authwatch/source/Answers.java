package io.authwatch.source;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.RejectedExecutionException;

/** Writes what a conversation answers, once it may: on the connection's own event loop. */
final class Answers {
    private final Conversation conversation;
    private final ChannelHandlerContext channel;
    private int mark;
    private boolean last;

    Answers(Conversation conversation, ChannelHandlerContext channel) {
        this.conversation = conversation;
        this.channel = channel;
    }

    /** Whether something was taken that is to be answered, and no batch tells when. */
    boolean areDue() {
        return conversation.mark() > mark;
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

    /** Writes what may be answered, closes a connection that is over, and says what is said last. */
    void write() {
        byte[] answers = conversation.answers();
        if (answers.length > 0) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(answers));
        }
        if (last && conversation.isAnswered()) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(conversation.farewell()))
                    .addListener(ChannelFutureListener.CLOSE);
        } else if (conversation.isOver()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /**
     * Takes nothing more, answers what was taken, and says farewell.
     *
     * @return false if this protocol knows none: then the sender is to end its stream
     */
    boolean leave() {
        if (conversation.farewell().length == 0) {
            return false;
        }
        last = true;
        channel.channel().config().setAutoRead(false);
        write();
        return true;
    }

    /** Whether nothing is read any more. */
    boolean areLast() {
        return last;
    }

    /** On the connection's loop; if that has ended, nobody reads on, and what is not answered comes again. */
    void onLoop(Runnable task) {
        try {
            channel.executor().execute(task);
        } catch (RejectedExecutionException e) {
            // See above.
        }
    }
}
