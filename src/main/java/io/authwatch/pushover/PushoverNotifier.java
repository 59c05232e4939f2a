package io.authwatch.pushover;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Notifier;
import io.authwatch.notify.Quota;
import io.authwatch.notify.ReceiptAnswer;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * Pushover. Sends once per call; when to send, and whether again, is the outbox's business. No redirect is followed, and
 * no request is ever logged: it holds the token.
 */
public final class PushoverNotifier implements Notifier {
    private final PushoverApi api;
    private final PushoverSettings settings;
    private final PushoverForm form;
    private final Redaction redaction;
    private final Clock clock;
    private final Duration patience;

    private PushoverNotifier(PushoverApi api, PushoverSettings settings, Clock clock, Duration patience) {
        this.api = api;
        this.settings = settings;
        this.form = new PushoverForm(settings);
        this.redaction = new Redaction(settings.secrets());
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * A notifier over a client of its own. Works only inside Quarkus, which makes the client's code when it builds.
     *
     * @param version the program's, for the User-Agent
     */
    public static PushoverNotifier open(PushoverSettings settings, String version, Clock clock) {
        return open(settings, version, clock, PushoverLimits.TOTAL_TIMEOUT);
    }

    /** The same with a total timeout of its own, for tests. */
    static PushoverNotifier open(PushoverSettings settings, String version, Clock clock, Duration patience) {
        PushoverApi api = QuarkusRestClientBuilder.newBuilder()
                .baseUri(settings.url())
                .connectTimeout(PushoverLimits.CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .loggingScope(LoggingScope.NONE)
                .userAgent("authwatch/" + version)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, PushoverLimits.CONNECTIONS_MAX)
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, true)
                .httpClientOptionsCustomizer(PushoverNotifier::harden)
                .build(PushoverApi.class);
        return new PushoverNotifier(api, settings, clock, patience);
    }

    /** Whatever the service's other settings say: certificates are checked, and no octet of a request is logged. */
    private static void harden(HttpClientOptions options) {
        options.setTrustAll(false)
                .setVerifyHost(true)
                .setLogActivity(false)
                .setMaxPoolSize(PushoverLimits.CONNECTIONS_MAX)
                .setPipelining(false);
    }

    @Override
    public String name() {
        return "pushover";
    }

    @Override
    public CompletionStage<Delivery> send(Notification notification) {
        return Uni.createFrom()
                .deferred(() -> api.send(form.fields(notification)))
                .onItem()
                .transform(response -> answer(response).delivery(redaction, clock.instant()))
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> Failures.delivery(failure, patience))
                .subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<@Nullable Quota> quota() {
        return Uni.createFrom()
                .deferred(() -> api.limits(settings.token().reveal()))
                .onItem()
                .transform(response -> answer(response).limits())
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .recoverWithNull()
                .subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<ReceiptAnswer> receipt(String receipt) {
        return Uni.createFrom()
                .deferred(() -> api.receipt(receipt, settings.token().reveal()))
                .onItem()
                .transform(response -> new PushoverReceipt(answer(response), settings).means(clock.instant()))
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> new ReceiptAnswer.NoAnswer("no answer about a receipt"))
                .subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Boolean> cancel(String alert) {
        String tag = URLEncoder.encode(PushoverForm.tag(alert), StandardCharsets.UTF_8);
        MultivaluedMap<String, String> fields = new MultivaluedHashMap<>();
        fields.putSingle("token", settings.token().reveal());
        return Uni.createFrom()
                .deferred(() -> api.cancel(tag, fields))
                .onItem()
                .transform(response -> isOver(answer(response).status()))
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .recoverWithItem(false)
                .subscribeAsCompletionStage();
    }

    /** A refusal is final: what a cancellation of something that rings no more is answered, no page says. */
    private static boolean isOver(int status) {
        return status == 200 || (status >= 400 && status < 500 && status != 429);
    }

    private static PushoverAnswer answer(Response response) {
        byte[] octets = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
        int length = Math.min(octets.length, PushoverLimits.ANSWER_MAX);
        String body = new String(octets, 0, length, StandardCharsets.UTF_8);
        return new PushoverAnswer(response.getStatus(), response::getHeaderString, body);
    }
}
