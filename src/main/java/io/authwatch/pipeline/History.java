package io.authwatch.pipeline;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.Notification;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was made durable, to be read by any thread, newest first. */
public interface History {
    /** Events below the id {@code before} (exclusive), of {@code host} or of all if null; at most {@code limit}. */
    List<AuthEvent> events(long before, @Nullable String host, int limit);

    /**
     * Hands over the events that were decided on at {@code since} or later, oldest first, with some of them in memory at a
     * time.
     *
     * @return whether the history reaches back that far
     */
    boolean since(Instant since, Consumer<LogEntry.Happened> events);

    /** Alerts opened before the one named (by its place in the list), or the newest if null. */
    List<Alert> alerts(@Nullable String before, @Nullable String host, int limit);

    /** Who acknowledged these alerts, by the alert's id; those that nobody did are not in it. */
    Map<String, Acknowledgement> acknowledged(Collection<String> alerts);

    /** Notifications created before the one named, or the newest if null. */
    List<Notification> notifications(@Nullable String before, @Nullable String host, int limit);
}
