package io.authwatch.ops;

import io.authwatch.pipeline.Happenings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks an address outside, so that somebody there knows that Authwatch works. The address is a secret: it is neither
 * logged nor part of a metric, nor are the words of an exception, which may hold it. Of the answer the status is read and
 * nothing else; redirects are not followed.
 */
public final class Heartbeat {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK_FIRST = 200;
    private static final int OK_LAST = 299;

    private final HttpClient client;
    private final RequestOptions request;
    private final Happenings happenings;
    private final Duration patience;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * To an address.
     *
     * @param address http or https, with a host
     */
    public Heartbeat(Vertx vertx, String address, String version, Happenings happenings) {
        this(vertx, address, version, happenings, PATIENCE);
    }

    /** The same with a patience of its own, for tests. */
    Heartbeat(Vertx vertx, String address, String version, Happenings happenings, Duration patience) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
                .setKeepAlive(false)
                .setTrustAll(false)
                .setVerifyHost(true)
                .setLogActivity(false)
                .setMaxPoolSize(1)
                .setMaxWaitQueueSize(0));
        this.request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address)
                .setFollowRedirects(false)
                .putHeader("User-Agent", "authwatch/" + version);
        this.happenings = happenings;
        this.patience = patience;
    }

    /** Sends one, unless the last one is still under way. */
    public void beat() {
        if (underWay.compareAndSet(false, true)) {
            Future<HttpClientRequest> asked = client.request(new RequestOptions(request));
            asked.compose(HttpClientRequest::send)
                    .map(answer -> answer.statusCode())
                    .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .onComplete(status -> {
                        // Whatever else is in the answer, or comes too late, is not waited for.
                        asked.onSuccess(HttpClientRequest::reset);
                        underWay.set(false);
                        told(status.succeeded() ? status.result() : null, status.cause());
                    });
        }
    }

    private void told(@Nullable Integer status, @Nullable Throwable failed) {
        boolean ok = status != null && status >= OK_FIRST && status <= OK_LAST;
        String kind = failed == null ? "" : failed.getClass().getSimpleName();
        happenings.heartbeat(ok, status == null ? "no answer (" + kind + ")" : "status " + status);
    }

    /** Ends it. */
    public void close() {
        client.close();
    }
}
