package io.authwatch.web;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert, as the API shows it.
 *
 * @param id short and unique; {@code before} takes it
 * @param rule the rule's name
 * @param key the values of the rule's {@code per}
 * @param priority {@code lowest}, {@code low}, {@code normal}, {@code high} or {@code emergency}
 * @param state {@code open}, {@code muted} or {@code closed}
 * @param host the host of its latest event
 * @param opened when its rule fired first
 * @param last when its rule fired last
 * @param count how often its rule fired
 * @param followed how often since the last notification
 * @param event the latest event's id
 * @param summary one line for people
 * @param acknowledged who has seen it, or null
 */
public record AlertJson(
        String id,
        String rule,
        List<String> key,
        String priority,
        String state,
        String host,
        Instant opened,
        Instant last,
        long count,
        long followed,
        String event,
        String summary,
        @Nullable AcknowledgementJson acknowledged) {
    static AlertJson of(Alert alert, @Nullable Acknowledgement seen) {
        return new AlertJson(
                alert.id(),
                alert.rule(),
                alert.key(),
                alert.priority().label(),
                alert.state().label(),
                alert.host(),
                alert.opened(),
                alert.last(),
                alert.count(),
                alert.followed(),
                Long.toString(alert.event()),
                alert.summary(),
                AcknowledgementJson.of(seen));
    }
}
