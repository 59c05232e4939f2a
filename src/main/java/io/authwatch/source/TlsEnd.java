package io.authwatch.source;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/**
 * Answers a sender's close_notify with ours, by closing (RFC 5425, section 4.4): a sender may wait for it before he closes,
 * and would until the connection is idle for too long. What he sent before was read before.
 */
@Sharable
final class TlsEnd extends ChannelInboundHandlerAdapter {
    static final TlsEnd HANDLER = new TlsEnd();

    private TlsEnd() {}

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
        if (event == SslCloseCompletionEvent.SUCCESS) {
            context.close();
        }
    }
}
