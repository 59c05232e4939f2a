package io.authwatch.web;

import io.authwatch.pipeline.Inquiry;
import io.authwatch.rule.Durations;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleFileException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the rules of a posted file would have told, and what share of the message quota. */
@Path("/api/backtest")
@RolesAllowed(AdminIdentityProvider.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class BacktestResource {
    private static final Duration SINCE_DEFAULT = Duration.ofDays(1);
    private static final Duration SINCE_MAX = Duration.ofDays(3650);

    private final Inquiry inquiry;
    private final AtomicBoolean running = new AtomicBoolean();

    BacktestResource(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    /** One at a time, on a worker thread: each reads the history. */
    @POST
    @Consumes("application/yaml")
    public BacktestJson backtest(InputStream body, @QueryParam("since") @Nullable String since) throws IOException {
        Duration span = span(since);
        String rules = text(body);
        if (!running.compareAndSet(false, true)) {
            throw Failure.refuse(409, "a backtest runs; expected to be asked again when it has been answered");
        }
        try {
            return BacktestJson.of(inquiry.backtest(rules, span));
        } catch (RuleFileException faults) {
            throw Failure.refuse(400, faults.oneLine());
        } finally {
            running.set(false);
        }
    }

    private static Duration span(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return SINCE_DEFAULT;
        }
        Duration span = Durations.parse(text).orElse(Duration.ZERO);
        if (span.isZero() || span.compareTo(SINCE_MAX) > 0) {
            throw Failure.refuse(
                    400, "since is no time span; expected a number and a unit such as 90s, 24h or 30d, at most 3650d");
        }
        return span;
    }

    private static String text(InputStream body) throws IOException {
        byte[] octets = Bodies.read(body, RuleFile.OCTETS_MAX);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Failure.refuse(400, "the body is not UTF-8; expected a rule file");
        }
    }
}
