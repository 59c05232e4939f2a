package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Firings that are not told at once whatever their key does: of muted hosts, silenced, gathered as a digest, or late. */
final class KeptBack {
    private final AtOnce atOnce;
    private final Silences silences;
    private final Digests digests = new Digests();
    private final CatchUp catchUp;

    KeptBack(AtOnce atOnce, Silences silences, AlertLimits limits) {
        this.atOnce = atOnce;
        this.silences = silences;
        this.catchUp = new CatchUp(limits.late());
    }

    /** Whether an event waited before it arrived; to be asked once an event. */
    boolean isLate(AuthEvent event, Moment moment) {
        return catchUp.isLate(event, moment.at());
    }

    /** Takes in a firing if it is not to be told at once; else answers false. */
    boolean takes(Firing firing, boolean late, List<String> others, Moment moment, Telling telling) {
        String rule = firing.rule().name();
        Priority priority = firing.rule().priority();
        if (firing.muted()) {
            atOnce.quiet(firing, Hush.MUTED, others, moment, telling);
            return true;
        }
        Held held = silences.holding(firing);
        if (held != null) {
            boolean opens = atOnce.quiet(firing, Hush.SILENCED, others, moment, telling);
            silences.hold(held, rule, priority, firing.event(), 1, opens, moment);
        } else if (firing.rule().digest() != null) {
            telling.changed(digests.gather(firing, moment).alert());
            telling.suppress(rule, Suppression.DIGEST);
            endDigests(moment, telling);
        } else if (late && priority.code() < Priority.HIGH.code()) {
            telling.changed(catchUp.gather(firing, moment));
            telling.suppress(rule, Suppression.LATE);
        } else {
            return false;
        }
        return true;
    }

    /** Tells what the silences that have ended held back. */
    void endSilences(Moment moment, Telling telling) {
        for (Held ended = silences.ended(moment.at()); ended != null; ended = silences.ended(moment.at())) {
            tell(ended, moment, telling);
        }
    }

    /** Tells what was gathered and has ended. */
    void end(Moment moment, Telling telling) {
        endDigests(moment, telling);
        Bundle burst = catchUp.take(moment.at());
        if (burst != null) {
            tell(burst, CatchUp.push(burst, moment), moment, telling);
        }
    }

    private void endDigests(Moment moment, Telling telling) {
        for (Digests.Digest over = digests.take(moment.at()); over != null; over = digests.take(moment.at())) {
            tell(over.bundle(), over.push(moment), moment, telling);
        }
    }

    private void tell(Bundle bundle, Push push, Moment moment, Telling telling) {
        if (silences.holdsAll(bundle, push.followed(), moment)) {
            telling.changed(push.alert());
        } else {
            telling.push(push);
        }
    }

    /** Tells what a silence held back, if there is one, and if it held back anything. */
    static void tell(@Nullable Held ended, Moment moment, Telling telling) {
        Push push = ended == null ? null : ended.push(moment);
        if (push != null) {
            telling.push(push);
        }
    }

    /** When something ends, in steady milliseconds, or {@link Long#MAX_VALUE}. */
    long next() {
        return Math.min(silences.next(), Math.min(digests.next(), catchUp.next()));
    }

    List<StateCell> drainChanges() {
        List<StateCell> cells = new ArrayList<>(digests.drainChanges());
        cells.addAll(silences.drainChanges());
        cells.addAll(catchUp.drainChanges());
        return cells;
    }

    /** Takes over a cell of a checkpoint; cells of another kind are left alone. */
    void restore(StateCell cell) {
        switch (cell.kind()) {
            case Digests.KIND -> digests.restore(cell);
            case Silences.KIND -> silences.restore(cell);
            case CatchUp.KIND -> catchUp.restore(cell);
            default -> {}
        }
    }

    /** What had to go before its time since the start. */
    long evicted() {
        return digests.early() + catchUp.evicted();
    }

    /** Firings that were not told yet. */
    long untold() {
        return digests.untold() + silences.untold() + catchUp.untold();
    }
}
