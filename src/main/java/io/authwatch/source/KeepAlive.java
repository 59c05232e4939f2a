package io.authwatch.source;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import java.time.Duration;

/**
 * Has the kernel find out whether a silent sender is still there (tcp(7)): one whose machine is gone says nothing, and
 * would keep its connection until the idle time is over.
 *
 * <pre>
 *   last word ── after ──▶ probe ── after/4 ──▶ probe ── after/4 ──▶ probe ── after/4 ──▶ closed
 * </pre>
 */
final class KeepAlive {
    private static final int PROBES = 3;
    private static final int PROBES_IN_FIRST_WAIT = 4;

    private KeepAlive() {}

    /** Switches it on; without native transport the kernel's own times hold. */
    static void on(Channel channel, Duration after) {
        channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        if (channel.config() instanceof EpollSocketChannelConfig epoll) {
            int seconds = Math.toIntExact(after.toSeconds());
            int between = Math.max(1, seconds / PROBES_IN_FIRST_WAIT);
            epoll.setTcpKeepIdle(seconds);
            epoll.setTcpKeepIntvl(between);
            epoll.setTcpKeepCnt(PROBES);
            // What we wrote and nobody acknowledged stops the probes: then this holds.
            epoll.setTcpUserTimeout((seconds + PROBES * between) * 1_000);
        }
    }
}
