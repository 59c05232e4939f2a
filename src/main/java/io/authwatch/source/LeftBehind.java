package io.authwatch.source;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;

/**
 * Whether the other side of a connection has ended it, while we may not have read to the end. What it had not even sent
 * when it left, because our kernel's buffer was full, is not seen: that is more than a window of messages of usual length.
 */
final class LeftBehind {
    /** linux/include/net/tcp_states.h: from here on the other side sends no more, but for TCP_LISTEN. */
    private static final int TCP_CLOSE = 7;

    private LeftBehind() {}

    /** Asks the kernel; false where it cannot be asked. */
    static boolean is(Channel channel) {
        try {
            return channel instanceof EpollSocketChannel epoll
                    && epoll.tcpInfo().state() >= TCP_CLOSE;
        } catch (ChannelException closed) {
            return false;
        }
    }
}
