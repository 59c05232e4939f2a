package io.authwatch;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Overflow;
import io.authwatch.pipeline.Pipeline;
import io.authwatch.pipeline.TurnDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What follows a commit: the inputs are acknowledged, and everybody is told. */
final class Aftermath {
    private final Pipeline pipeline;
    private final Writer.History history;
    private final Happenings happenings;
    private final InstantSource clock;
    private Overflow overflow = Overflow.NONE;

    Aftermath(Pipeline pipeline, Writer.History history, Happenings happenings, InstantSource clock) {
        this.pipeline = pipeline;
        this.history = history;
        this.happenings = happenings;
        this.clock = clock;
    }

    /** What a turn held is durable now. */
    void of(TurnDraft turn) {
        Instant committed = clock.instant();
        for (Batch batch : turn.batches()) {
            batch.acknowledged().run();
            history.committed(batch);
            if (batch.decided() > 0) {
                happenings.decisionTook(Duration.between(batch.received(), committed), batch.decided());
            }
        }
        turn.tell(happenings);
        Overflow now = pipeline.overflow();
        now.limitsHitSince(overflow).forEach(happenings::limitHit);
        overflow = now;
    }
}
