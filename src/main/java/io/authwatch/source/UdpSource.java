package io.authwatch.source;

import io.authwatch.wire.Input;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over UDP (RFC 5426): best effort. A datagram is one message; what nobody has room for is dropped and counted,
 * by us and by the kernel.
 *
 * <p>The socket is Netty's own on one of Vert.x's event loops, since a Vert.x datagram socket takes the size of the
 * kernel's buffer as the size of every read too: 2,048 octets, or megabytes a datagram.
 */
public final class UdpSource {
    private static final Path PROC = Path.of("/proc");

    /** Datagrams that one recvmmsg(2) brings at most: with this many, the call itself costs next to nothing. */
    private static final int DATAGRAMS_PER_CALL = 64;

    private final VertxInternal vertx;
    private final Downstream downstream;
    private final Admission admission;
    private final InFlight inFlight;
    private final SourceLimits limits;
    private @Nullable Channel channel;
    private long timer = -1;

    /** A source that does not listen yet; {@code inFlight} is its own, not the streams'. */
    public UdpSource(Vertx vertx, Downstream downstream, Admission admission, InFlight inFlight, SourceLimits limits) {
        this.vertx = (VertxInternal) vertx;
        this.downstream = downstream;
        this.admission = admission;
        this.inFlight = inFlight;
        this.limits = limits;
    }

    /**
     * Listens.
     *
     * @param address {@code ::} for both families
     * @param port 0 for any
     * @return the port, or a failure whose message says what is in the way
     */
    public Future<Integer> start(String address, int port) {
        InetAddress bound;
        try {
            bound = ListenAddress.resolve(address);
        } catch (UnknownHostException e) {
            return Future.failedFuture(new IOException("cannot listen on udp " + address + ": not an address"));
        }
        String where = ListenAddress.text(bound, port);
        Promise<Integer> promise = Promise.promise();
        bootstrap(where).bind(new InetSocketAddress(bound, port)).addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                promise.complete(opened(done.channel(), bound));
            } else {
                promise.fail(new IOException(
                        "cannot listen on udp " + where + ": " + done.cause().getMessage(), done.cause()));
            }
        });
        return promise.future();
    }

    private Bootstrap bootstrap(String where) {
        SourceLimits.Datagrams datagrams = limits.datagrams();
        UdpSenders senders = new UdpSenders(admission, limits.senders().knownMax(), datagrams.senderRateMax());
        return new Bootstrap()
                .group(vertx.getEventLoopGroup())
                .channelFactory(this::socket)
                .option(ChannelOption.SO_RCVBUF, datagrams.receiveBufferOctets())
                .handler(new UdpReader(
                        downstream, senders, inFlight, limits.streams().frameOctetsMax(), where));
    }

    /** With epoll it reads many datagrams a call, else one. */
    private DatagramChannel socket() {
        SourceLimits.Datagrams datagrams = limits.datagrams();
        int octets = datagrams.datagramOctetsMax();
        DatagramChannel socket = vertx.transport().datagramChannel();
        if (socket instanceof EpollDatagramChannel epoll) {
            DatagramSlots slots = new DatagramSlots(DATAGRAMS_PER_CALL, octets, datagrams.datagramsPerTurnMax());
            epoll.config().setRecvByteBufAllocator(slots).setMaxDatagramPayloadSize(octets);
            epoll.closeFuture().addListener(closed -> slots.close());
        } else {
            FixedRecvByteBufAllocator reads = new FixedRecvByteBufAllocator(octets);
            reads.maxMessagesPerRead(datagrams.datagramsPerTurnMax());
            socket.config().setRecvByteBufAllocator(reads);
        }
        return socket;
    }

    private int opened(Channel opened, InetAddress bound) {
        channel = opened;
        int port = ((InetSocketAddress) opened.localAddress()).getPort();
        downstream.happenings().inputStarted(Input.UDP, ListenAddress.text(bound, port));
        long every = limits.datagrams().kernelDropsEvery().toMillis();
        KernelDrops drops = kernelDrops(opened, port);
        timer = vertx.setPeriodic(every, id -> vertx.executeBlocking(() -> tell(drops), false));
        return port;
    }

    private static KernelDrops kernelDrops(Channel opened, int port) {
        if (opened instanceof EpollDatagramChannel epoll) {
            try {
                return KernelDrops.ofDescriptor(PROC, epoll.fd().intValue());
            } catch (IOException e) {
                return KernelDrops.ofPort(PROC, port);
            }
        }
        return KernelDrops.ofPort(PROC, port);
    }

    private long tell(KernelDrops drops) throws IOException {
        long total = drops.total();
        downstream.happenings().kernelDrops(total);
        return total;
    }

    /** How much the kernel keeps for us: less than was asked for where {@code net.core.rmem_max} is less. */
    public int receiveBufferOctets() {
        Integer granted = channel == null ? null : channel.config().getOption(ChannelOption.SO_RCVBUF);
        return granted == null ? 0 : granted;
    }

    /** Stops listening. What the kernel still keeps is lost: this is UDP. */
    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        Promise<Void> promise = Promise.promise();
        if (channel == null) {
            promise.complete();
        } else {
            channel.close().addListener(done -> promise.complete());
        }
        return promise.future();
    }
}
