package io.authwatch.source;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a proxy says first: for whom it comes (the PROXY protocol, versions 1 and 2). Stands in the pipeline of a
 * connection of a configured proxy, and nowhere else: anybody could say it.
 *
 * <pre>
 *   PROXY TCP4 192.0.2.7 198.51.100.1 40712 5514 CR LF  &lt;38&gt;…
 *   └──────────────── header ────────────────────────┘  └─ the sender's, inside TLS or not
 * </pre>
 *
 * <p>A header without a sender (a health check of the proxy's own) leaves the proxy as the sender.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
    private final TcpListener listener;
    private final NetSocketInternal socket;
    private final Address proxy;
    private final ByteBuf rest = Unpooled.buffer(0);
    private final Future<?> deadline;
    private boolean done;

    private ProxyHeader(TcpListener listener, NetSocketInternal socket, Address proxy) {
        this.listener = listener;
        this.socket = socket;
        this.proxy = proxy;
        ChannelHandlerContext channel = socket.channelHandlerContext();
        this.deadline = channel.executor()
                .schedule(
                        () -> refuse("no PROXY header came in time"),
                        SourceLimits.TLS_HANDSHAKE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Waits for the header; the listener is told when it is there. */
    static void await(TcpListener listener, NetSocketInternal socket, Address proxy) {
        ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
        pipeline.addBefore("handler", "authwatch-proxy-decoder", new HAProxyMessageDecoder());
        pipeline.addBefore("handler", "authwatch-proxy", new ProxyHeader(listener, socket, proxy));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HAProxyMessage header) {
            try {
                // What came with the header must pass TLS first, which is not there yet.
                context.channel().config().setAutoRead(false);
                Address sender = sender(header);
                context.executor().execute(() -> end(context, sender));
            } finally {
                header.release();
            }
        } else if (message instanceof ByteBuf octets) {
            rest.writeBytes(octets);
            octets.release();
        }
    }

    private Address sender(HAProxyMessage header) {
        byte[] octets = header.sourceAddress() == null
                ? null
                : NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
        boolean proxied = header.command() == HAProxyCommand.PROXY
                && (header.proxiedProtocol() == HAProxyProxiedProtocol.TCP4
                        || header.proxiedProtocol() == HAProxyProxiedProtocol.TCP6);
        return proxied && octets != null ? Address.of(octets) : proxy;
    }

    private void end(ChannelHandlerContext context, Address sender) {
        if (leave(sender)) {
            context.pipeline().remove(this);
            passOn(context.channel().pipeline());
        }
    }

    /** From the pipeline's head, once all that belongs there is there. */
    private void passOn(ChannelPipeline pipeline) {
        if (!pipeline.channel().isActive()) {
            rest.release();
        } else if (listener.isSecured() && pipeline.get(SslHandler.class) == null) {
            pipeline.channel().eventLoop().execute(() -> passOn(pipeline));
        } else {
            pipeline.fireChannelRead(rest);
            pipeline.fireChannelReadComplete();
            pipeline.channel().config().setAutoRead(true);
        }
    }

    /** Ends the wait, the first time. */
    private boolean leave(@Nullable Address sender) {
        if (done) {
            return false;
        }
        done = true;
        deadline.cancel(false);
        listener.behind(proxy, sender, socket);
        return true;
    }

    private void refuse(String why) {
        if (!done) {
            listener.happenings().connectionRefused(listener.input(), proxy.text(), why);
            leave(null);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave(null);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        refuse("a proxy sent no PROXY header: " + cause.getMessage());
        context.close();
    }
}
