package io.authwatch.testkit;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.Quota;
import io.authwatch.pipeline.BacktestReport;
import io.authwatch.pipeline.Explanation;
import io.authwatch.pipeline.HostSeen;
import io.authwatch.pipeline.Inquiry;
import io.authwatch.pipeline.Status;
import io.authwatch.pipeline.UnknownShape;
import io.authwatch.rule.Priority;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.Verdict;
import io.authwatch.wire.Input;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** A running program that says what a test told it to say, and remembers what it was asked. */
@Alternative
@Singleton
public class FakeInquiry implements Inquiry {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    public static final Status READY =
            new Status(true, List.of("udp 5514", "tcp 5514"), List.of(), true, null, 3, NOON, null, 0, true);

    /** The latest question, such as {@code events before=7 host=web-1 limit=2}. */
    public volatile String asked = "";

    public volatile Status status = READY;
    public volatile String text = "Failed password for root";
    public volatile long newest = 42;
    /** A backtest is answered when it is down. */
    public volatile CountDownLatch backtest = new CountDownLatch(0);

    public volatile Map<String, Acknowledgement> acknowledged = Map.of();
    public volatile CompletableFuture<Delivery> delivery = CompletableFuture.completedFuture(
            new Delivery.Sent(DeliveryReason.SENT, "req-1", null, null, new Quota(10_000, 9_999, NOON)));

    @Override
    public Explanation explain(byte[] octets, String host) {
        asked = "explain host=" + host;
        String line = new String(octets, StandardCharsets.UTF_8);
        if (line.equals("break")) {
            throw new IllegalStateException("canary-mistake");
        }
        AuthAction action = line.isEmpty() ? AuthAction.OTHER : AuthAction.LOGIN;
        List<Verdict> verdicts = List.of(
                new Verdict("root-login", false, "outcome is failure"), new Verdict("guessing", true, "1 of 5"));
        return new Explanation(
                event(0, action, line), "sshd", "failed-password", line.isEmpty() ? "there is no text" : "", verdicts);
    }

    @Override
    public List<AuthEvent> events(long before, String host, int limit) {
        asked = "events before=" + before + " host=" + host + " limit=" + limit;
        List<AuthEvent> events = new ArrayList<>();
        for (long id = Math.min(before - 1, newest); id > newest - 3 && events.size() < limit; id--) {
            events.add(event(id, AuthAction.LOGIN, text));
        }
        return events;
    }

    @Override
    public List<Alert> alerts(String before, String host, int limit) {
        asked = "alerts before=" + before + " host=" + host + " limit=" + limit;
        return List.of(new Alert(
                "a1",
                "guessing",
                List.of("web-1", "-", "192.0.2.7"),
                Priority.HIGH,
                AlertState.OPEN,
                "web-1",
                NOON,
                NOON.plusSeconds(3),
                7,
                6,
                42,
                text));
    }

    @Override
    public Map<String, Acknowledgement> acknowledged(Collection<String> alerts) {
        return acknowledged;
    }

    @Override
    public List<Notification> notifications(String before, String host, int limit) {
        asked = "notifications before=" + before + " host=" + host + " limit=" + limit;
        return List.of(Notification.pending(
                "a1-1", "a1", "guessing", "web-1", Priority.HIGH, "web-1: guessing", text, NOON, NOON));
    }

    @Override
    public List<HostSeen> hosts(String before, String host, int limit) {
        asked = "hosts before=" + before + " host=" + host + " limit=" + limit;
        return List.of(new HostSeen("web-1", "192.0.2.1", Input.TCP, NOON, 12, true));
    }

    @Override
    public List<UnknownShape> unknown(UnknownShape.Order order, String host, int limit) {
        asked = "unknown order=" + order + " host=" + host + " limit=" + limit;
        return List.of(
                new UnknownShape("sshd", "what is {#}", 7, NOON, NOON.plusSeconds(3), "web-1"),
                new UnknownShape(null, text, 1, NOON, NOON, "web-2"));
    }

    @Override
    public BacktestReport backtest(String rules, Duration span) {
        asked = "backtest since=" + span + " " + rules;
        RuleFile.read("rules", rules);
        try {
            backtest.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new BacktestReport(
                NOON.minusSeconds(86_400),
                NOON,
                true,
                42,
                false,
                List.of(new BacktestReport.OfRule("r", 7, 5, 3, 2)),
                3,
                90,
                10_000,
                List.of("root logged in on web-1"),
                List.of());
    }

    @Override
    public CompletionStage<Delivery> test() {
        return delivery;
    }

    @Override
    public Status status() {
        return status;
    }

    private static AuthEvent event(long id, AuthAction action, String line) {
        return new AuthEvent(
                id,
                NOON,
                null,
                Input.TCP,
                "web-1",
                "192.0.2.1",
                true,
                4,
                6,
                "sshd",
                "7",
                action,
                Outcome.FAILURE,
                1,
                false,
                Attributes.of(Field.USER, line),
                line,
                line);
    }
}
