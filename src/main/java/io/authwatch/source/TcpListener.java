package io.authwatch.source;

import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop's share of a {@link TcpSource}: its connections, their lane, and their deadlines. One thread. */
final class TcpListener extends AbstractVerticle {
    private final TcpSource.Setup setup;
    private final String host;
    private final int port;
    private final Batcher lane;
    private final ReadBuffer read = new ReadBuffer();
    private final Set<TcpConnection> connections = new LinkedHashSet<>();
    private final Set<TcpConnection> holding = new LinkedHashSet<>();
    private final Unfinished unfinished;
    private long accepted;
    private boolean stopped;
    private @Nullable EventLoop loop;
    private @Nullable NetServer server;
    private @Nullable Channel listening;
    private @Nullable Promise<Void> drained;

    TcpListener(TcpSource.Setup setup, String host, int port) {
        this.setup = setup;
        this.host = host;
        this.port = port;
        this.lane = setup.downstream().lanes().apply(setup.input());
        this.unfinished = new Unfinished(setup.limits().unfinishedOctetsMax());
    }

    @Override
    public void start(Promise<Void> started) {
        NetServerOptions plain = new NetServerOptions(setup.options()).setSsl(false);
        loop = ((ContextInternal) context).nettyEventLoop();
        server = vertx.createNetServer(plain).connectHandler(this::accept);
        server.listen(port, host)
                .onSuccess(bound -> sweepRegularly())
                .<Void>mapEmpty()
                .onComplete(started);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    int port() {
        return server == null ? 0 : server.actualPort();
    }

    private void accept(NetSocket netSocket) {
        NetSocketInternal socket = (NetSocketInternal) netSocket;
        Channel channel = socket.channelHandlerContext().channel();
        listening = channel.parent();
        if (!channel.isActive() || !(channel.remoteAddress() instanceof InetSocketAddress remote) || drained != null) {
            channel.close();
            return;
        }
        Address peer = Address.of(remote.getAddress());
        if (setup.admission().connect(input(), peer) != null) {
            channel.close();
            return;
        }
        KeepAlive.on(channel, limits().keepAlive());
        if (setup.admission().isProxy(peer)) {
            ProxyHeader.await(this, socket, peer);
        } else {
            begin(socket, peer);
        }
    }

    /** A proxy said for whom it comes, or left before it did. */
    void behind(Address proxy, @Nullable Address sender, NetSocketInternal socket) {
        setup.admission().disconnect(proxy);
        if (sender == null || drained != null || setup.admission().connect(input(), sender) != null) {
            socket.channelHandlerContext().close();
        } else {
            begin(socket, sender);
        }
    }

    private void begin(NetSocketInternal socket, Address peer) {
        TcpConnection connection = new TcpConnection(this, accepted++, socket, peer);
        connections.add(connection);
        happenings().connectionOpened(input(), peer.text());
        ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
        pipeline.addBefore("handler", "authwatch", connection);
        if (isSecured()) {
            pipeline.addBefore("handler", "authwatch-tls-end", TlsEnd.HANDLER);
            // Only now, so that a sender without leave costs no handshake.
            socket.upgradeToSsl().onFailure(cause -> connection.refuse(TlsFault.of(cause)));
        }
    }

    /** Whether what is spoken is spoken inside TLS. */
    boolean isSecured() {
        return setup.options().isSsl();
    }

    void closed(TcpConnection connection) {
        connections.remove(connection);
        unfinished.note(connection, 0);
        setup.admission().disconnect(connection.peer());
        happenings().connectionClosed(input(), connection.peer().text());
        checkDrained();
    }

    void hold(TcpConnection connection) {
        holding.add(connection);
        if (holding.size() == 1) {
            after(limits().retryEvery(), this::lookAgain);
        }
    }

    /** A connection keeps so many octets of a frame that is not whole. */
    void unfinished(TcpConnection connection, int octets) {
        TcpConnection tooMuch = unfinished.note(connection, octets);
        if (tooMuch != null) {
            happenings().limitHit("unfinished");
            tooMuch.refuse(
                    "unfinished frames of all connections met AUTHWATCH_LIMITS_UNFINISHED, and it held the most");
        }
    }

    /** Tells a sender that is to be held back because of all its connections. */
    void tellLimited(Address peer, Handover handover) {
        if (handover.isShareUsedUp()) {
            setup.admission().limited(input(), peer, handover.limit());
        }
    }

    void unhold(TcpConnection connection) {
        holding.remove(connection);
        checkDrained();
    }

    /** See {@link TcpConnection#isUnfinishedElderOf}. */
    boolean hasUnfinishedElderOf(TcpConnection connection) {
        return connections.stream().anyMatch(other -> other.isUnfinishedElderOf(connection))
                || holding.stream().anyMatch(other -> other.isUnfinishedElderOf(connection));
    }

    private void lookAgain() {
        List.copyOf(holding).forEach(TcpConnection::look);
        if (!holding.isEmpty()) {
            after(limits().retryEvery(), this::lookAgain);
        }
    }

    private void sweepRegularly() {
        sweep();
        after(limits().sweepEvery(), this::sweepRegularly);
    }

    /** On this listener's own loop; a timer of Vert.x, set from a handler of Netty, might run on another. */
    private void after(Duration delay, Runnable task) {
        if (!stopped && loop != null && !loop.isShuttingDown()) {
            loop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        long nanos = nanos();
        List.copyOf(connections).forEach(connection -> connection.sweep(nanos));
    }

    /**
     * Stops accepting, lets every sender end its stream, and reads to the end of each. Any thread.
     *
     * @return completed when all is read and handed over, or when the deadline has passed
     */
    Future<Void> stopWithin(Duration deadline) {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(start -> drain(promise, deadline));
        return promise.future();
    }

    private void drain(Promise<Void> promise, Duration deadline) {
        drained = promise;
        if (listening != null) {
            listening.close();
        }
        List.copyOf(connections).forEach(TcpConnection::drain);
        checkDrained();
        after(deadline, () -> List.copyOf(connections).forEach(TcpConnection::close));
        after(deadline.multipliedBy(2), promise::tryComplete);
    }

    private void checkDrained() {
        if (drained != null && connections.isEmpty() && holding.isEmpty()) {
            drained.tryComplete();
        }
    }

    Handover handover(Address peer, Runnable acknowledged) {
        return new Handover(
                setup.downstream(),
                peer,
                setup.admission().share(peer),
                setup.inFlight(),
                limits().connectionInFlightOctetsMax(),
                acknowledged);
    }

    Conversation conversation(String peer) {
        return setup.conversations().with(peer, limits().frameOctetsMax());
    }

    Batcher lane() {
        return lane;
    }

    ReadBuffer readBuffer() {
        return read;
    }

    Input input() {
        return setup.input();
    }

    OriginFactory origins() {
        return setup.origins();
    }

    SourceLimits.Streams limits() {
        return setup.limits();
    }

    Happenings happenings() {
        return setup.downstream().happenings();
    }

    Instant now() {
        return setup.downstream().clocks().wall().instant();
    }

    long nanos() {
        return setup.downstream().clocks().nanos().getAsLong();
    }
}
