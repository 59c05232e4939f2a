package io.authwatch.pipeline;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.Silence;
import io.authwatch.alert.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What people ask of the silences: into the log, into the book, and the answer once it is durable. */
final class SilenceRequests {
    private final AlertBook alerts;
    private final Dispatch dispatch;
    /** Written by the one writer. */
    private volatile List<Standing> silences = List.of();

    SilenceRequests(AlertBook alerts, Dispatch dispatch) {
        this.alerts = alerts;
        this.dispatch = dispatch;
    }

    void silence(Silence asked, Instant now, TurnDraft turn, Consumer<Optional<Silence>> durable) {
        if (alerts.silences().size() >= Silence.SILENCES_MAX) {
            turn.afterwards(() -> durable.accept(Optional.empty()));
            return;
        }
        Silence silence = asked.withId(alerts.nextSilence());
        turn.log(new LogEntry.Silenced(now, silence));
        dispatch.tell(alerts.silence(silence, now), now, turn);
        publish(turn);
        turn.afterwards(() -> durable.accept(Optional.of(silence)));
    }

    void unsilence(long id, Instant now, TurnDraft turn, Consumer<Boolean> durable) {
        boolean known = alerts.silences().stream()
                .anyMatch(standing -> standing.silence().id() == id);
        if (known) {
            turn.log(new LogEntry.Unsilenced(now, id));
            dispatch.tell(alerts.unsilence(id, now), now, turn);
        }
        publish(turn);
        turn.afterwards(() -> durable.accept(known));
    }

    /** Shows the silences as they are, once the turn is durable. */
    void publish(TurnDraft turn) {
        List<Standing> standings = alerts.silences();
        if (standings != silences) {
            turn.afterwards(() -> silences = standings);
        }
    }

    List<Standing> silences() {
        return silences;
    }
}
