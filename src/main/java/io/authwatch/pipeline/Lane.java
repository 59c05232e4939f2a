package io.authwatch.pipeline;

import io.authwatch.auth.Attempts;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.AuthView;
import io.authwatch.auth.Outcome;
import io.authwatch.auth.Reading;
import io.authwatch.rule.Match;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The stateless half of the way, on the input's own event loop: frame → message → event → match. One lane belongs to one
 * thread and serves all its connections in turn:
 *
 * <pre>
 *   begin ── accept ── accept ── … ── end ──▶ Batch
 * </pre>
 *
 * <p>The inputs tell {@link Happenings#received}; the lane tells {@link Happenings#ignored}; all others of its messages
 * are the writer's to count, or the input's if the writer has no room for the batch.
 *
 * <p>A message that no rule wants and that is not kept costs no object: it is counted, and its octets are copied for the
 * page.
 */
public final class Lane implements Batcher {
    /** How often a message that makes our code throw is read before it is given up. */
    static final int TRIES = 3;

    private final Input input;
    private final LaneSettings settings;
    private final Happenings happenings;
    private final Reading reading;
    private final Attempts attempts = new Attempts();
    private final HostNames hosts = new HostNames();
    private Batch batch;
    private int ignored;
    private int contradicted;

    /** A lane for frames of one kind of input. */
    Lane(Input input, LaneSettings settings, Happenings happenings) {
        this.input = input;
        this.settings = settings;
        this.happenings = happenings;
        this.reading = new Reading(settings.recognisers(), settings.zone());
        this.batch =
                new Batch(input, Instant.EPOCH, settings.rules().get(), settings.recentMax(), settings.quarantine());
    }

    /** Opens a turn: all its frames were read at {@code now}. */
    @Override
    public void begin(Instant now) {
        batch = batch.next(now, settings.rules().get());
        ignored = 0;
        contradicted = 0;
    }

    /**
     * Takes one frame: {@code array[from..to)}, which is the caller's again when this returns.
     *
     * @param cut whether the frame was longer than the limit and its end is gone
     */
    @Override
    public void accept(Origin origin, byte[] array, int from, int to, boolean cut) {
        batch.frame(to - from);
        Throwable mistake = attempt(origin, array, from, to, cut);
        for (int tries = 1; mistake != null && tries < TRIES; tries++) {
            mistake = attempt(origin, array, from, to, cut);
        }
        if (mistake != null) {
            quarantine(origin, Arrays.copyOfRange(array, from, to), mistake);
        }
    }

    /** Takes a frame; answers what our code threw, or null. */
    private @Nullable Throwable attempt(Origin origin, byte[] array, int from, int to, boolean cut) {
        try {
            take(origin, array, from, to, cut);
            return null;
        } catch (RuntimeException | StackOverflowError mistake) {
            return mistake;
        }
    }

    /**
     * A mistake of ours must not end the connection: its sender would bring the same message again, for ever. So the
     * message gets a decision like any that nobody understands, and in its place the page shows what happened.
     */
    private void quarantine(Origin origin, byte[] octets, Throwable mistake) {
        settings.quarantine().take(origin.input(), octets, mistake);
        happenings.quarantined(origin.input(), mistake.toString());
        batch.tally().count(AuthAction.OTHER, Outcome.UNKNOWN);
        byte[] instead = ("authwatch: a message of " + octets.length + " octets is in quarantine: reading it failed")
                .getBytes(StandardCharsets.US_ASCII);
        batch.rest().add(origin, instead, 0, instead.length, batch.nextPlace(), false);
    }

    private void take(Origin origin, byte[] array, int from, int to, boolean cut) {
        SyslogMessage message = reading.parse(array, from, to, cut);
        if (settings.ignores(origin, message)) {
            ignored++;
            return;
        }
        contradicted += Identity.contradicts(origin, message) ? 1 : 0;
        AuthView view = reading.recognise();
        attempts.weigh(message, view);
        String host = hosts.met(settings.identity(), origin, message);
        boolean wanted = batch.rules().wants(view.action(), view.outcome(), view.suspicious());
        if (wanted || view.action().durable()) {
            AuthEvent event = reading.event(origin, host, batch.received());
            Match match = wanted ? batch.rules().match(event) : null;
            if (match != null || view.action().durable()) {
                batch.tally().count(view.action(), view.outcome());
                batch.keep(batch.nextPlace(), event, match);
                return;
            }
        }
        batch.tally().count(view.action(), view.outcome());
        batch.rest().add(origin, array, from, to, batch.nextPlace(), view.unknown());
    }

    /** How many octets were taken in this turn. */
    @Override
    public int octets() {
        return batch.octets();
    }

    @Override
    public int heapOctets() {
        return batch.heapOctets();
    }

    /**
     * Closes the turn.
     *
     * @param position where the input stands after it, or null for an input without a position
     * @param acknowledged run on the writer's thread once the batch's effects are durable
     */
    @Override
    public Batch end(@Nullable FilePosition position, Runnable acknowledged) {
        if (ignored > 0) {
            happenings.ignored(ignored);
        }
        if (contradicted > 0) {
            happenings.hostContradicted(input, contradicted);
        }
        return batch.end(hosts.endTurn(), position, acknowledged);
    }
}
