package io.authwatch.pipeline;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.Notification;
import io.authwatch.rule.RuleFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What may be asked of the running program, by any thread. Nothing here changes a state, a test send apart. */
public interface Inquiry {
    /**
     * What Authwatch makes of one line, {@code octets} being the frame as it would have been received, PRI optional.
     *
     * @param host the host to take the rules of, or null for the one that the line names
     */
    Explanation explain(byte[] octets, @Nullable String host);

    /** Events with an id below {@code before}, newest first, the durable and the recent ones in one list. */
    List<AuthEvent> events(long before, @Nullable String host, int limit);

    /** Alerts, newest first, after the one with the id {@code before} in that order, or from the newest if null. */
    List<Alert> alerts(@Nullable String before, @Nullable String host, int limit);

    /** Who acknowledged these alerts, by the alert's id; those that nobody did are not in it. */
    Map<String, Acknowledgement> acknowledged(Collection<String> alerts);

    /** Notifications, newest first, after the one with the id {@code before} in that order, or from the newest. */
    List<Notification> notifications(@Nullable String before, @Nullable String host, int limit);

    /** Hosts, the latest seen first, after the one named {@code before} in that order, or from the latest if null. */
    List<HostSeen> hosts(@Nullable String before, @Nullable String host, int limit);

    /** The kinds of lines that no recogniser could read, {@code host} being the host of the latest line, or null. */
    List<UnknownShape> unknown(UnknownShape.Order order, @Nullable String host, int limit);

    /**
     * What other rules would have told of what happened in a span until now. Reads the history; may take seconds.
     *
     * @param rules the text of a rule file
     * @throws RuleFileException if it is refused
     */
    BacktestReport backtest(String rules, Duration span);

    /** Sends one test notification, at once and past the outbox. */
    CompletionStage<Delivery> test();

    /** How the program is. */
    Status status();
}
