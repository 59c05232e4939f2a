package io.authwatch.source;

import io.authwatch.wire.Input;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over TCP (RFC 6587), or over TLS (RFC 5425) with options that say so: octet counting and LF, per frame; or RELP,
 * plain or over TLS.
 *
 * <p>Senders are held back by not reading: what was read and is not durable yet is bounded per connection and in all.
 */
public final class TcpSource {
    /** Below 0 Vert.x takes any free port and shares it among the listeners that give the same number. */
    private static final AtomicInteger ANY_PORT = new AtomicInteger();

    private final Vertx vertx;
    private final int loops;
    private final Setup setup;
    private final List<TcpListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable String deployment;

    /** What all listeners of one source share. */
    record Setup(
            Input input,
            NetServerOptions options,
            Conversations conversations,
            OriginFactory origins,
            Downstream downstream,
            Admission admission,
            InFlight inFlight,
            SourceLimits.Streams limits) {}

    /**
     * A source that does not listen yet.
     *
     * @param input what its messages are counted as
     * @param options for TLS with keys and {@code ssl} on; never with a receive buffer size, which Vert.x also takes as
     *     the size of every read
     * @param loops how many event loops share the connections, 1 and up
     * @param conversations what is spoken: syslog or RELP
     * @param inFlight shared by all stream inputs
     */
    public TcpSource(
            Vertx vertx,
            Input input,
            NetServerOptions options,
            int loops,
            Conversations conversations,
            OriginFactory origins,
            Downstream downstream,
            Admission admission,
            InFlight inFlight,
            SourceLimits limits) {
        this.vertx = vertx;
        this.loops = loops;
        this.setup =
                new Setup(input, options, conversations, origins, downstream, admission, inFlight, limits.streams());
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
        String label = setup.input().label();
        try {
            bound = ListenAddress.resolve(address);
        } catch (UnknownHostException e) {
            return Future.failedFuture(
                    new IOException("cannot listen on " + label + " " + address + ": not an address"));
        }
        String where = ListenAddress.text(bound, port);
        int shared = port == 0 ? ANY_PORT.decrementAndGet() : port;
        listeners.clear();
        return vertx.deployVerticle(
                        () -> listener(bound.getHostAddress(), shared), new DeploymentOptions().setInstances(loops))
                .map(id -> started(id, bound))
                .recover(cause -> Future.failedFuture(
                        new IOException("cannot listen on " + label + " " + where + ": " + cause.getMessage(), cause)));
    }

    private TcpListener listener(String host, int port) {
        TcpListener listener = new TcpListener(setup, host, port);
        listeners.add(listener);
        return listener;
    }

    private int started(String id, InetAddress bound) {
        deployment = id;
        int port = listeners.get(0).port();
        setup.downstream().happenings().inputStarted(setup.input(), ListenAddress.text(bound, port));
        return port;
    }

    /**
     * Stops: accepts no more, tells the senders, reads what they had sent, closes.
     *
     * @param deadline how long senders may take to end their streams
     */
    public Future<Void> stop(Duration deadline) {
        String id = deployment;
        if (id == null) {
            return Future.succeededFuture();
        }
        deployment = null;
        List<Future<Void>> drained = new ArrayList<>();
        listeners.forEach(listener -> drained.add(listener.stopWithin(deadline)));
        return Future.join(drained).eventually(() -> vertx.undeploy(id)).mapEmpty();
    }
}
