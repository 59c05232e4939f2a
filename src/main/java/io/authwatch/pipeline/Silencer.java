package io.authwatch.pipeline;

import io.authwatch.alert.Silence;
import io.authwatch.alert.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where people ask for quiet. Any thread. */
public interface Silencer {
    /** All silences, those that have not begun included, the newest first. */
    List<Standing> silences();

    /** Puts a silence in force; empty if there are as many as there may be. Completed when it is durable. */
    CompletionStage<Optional<Silence>> silence(Silence asked);

    /** Ends a silence; false if there is none of this number. Completed when it is durable. */
    CompletionStage<Boolean> unsilence(long id);

    /** What it would have muted of what is kept. */
    SilencePreview preview(Silence silence);

    /** The names of the rules in force. */
    List<String> rules();

    /** The time by which silences begin and end. */
    Instant now();
}
