package io.authwatch.pipeline;

import io.authwatch.rule.RuleSet;
import io.authwatch.wire.Input;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes batches for tests of the inputs. */
public final class Batches {
    private static final RuleSet RULES = RuleSet.builtIn();

    private Batches() {}

    /** A batch that holds nothing but its counts. */
    public static Batch of(
            Input input, int messages, int octets, @Nullable FilePosition position, Runnable acknowledged) {
        Batch batch = new Batch(input, Instant.EPOCH, RULES, 10_000, Quarantine.NONE);
        for (int i = 0; i < messages; i++) {
            batch.frame(i == 0 ? octets : 0);
            batch.nextPlace();
        }
        return batch.end(List.of(), position, acknowledged);
    }

    /** A turn that took a batch of so many octets and nothing else. */
    public static TurnDraft draft(Input input, int octets) {
        TurnDraft draft = new TurnDraft();
        draft.took(of(input, 1, octets, null, () -> {}));
        return draft;
    }
}
