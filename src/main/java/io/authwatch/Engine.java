package io.authwatch;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.Standing;
import io.authwatch.notify.Notifier;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.Quota;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.notify.RetryPolicy;
import io.authwatch.notify.RulesInForce;
import io.authwatch.notify.Wording;
import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.KnownHosts;
import io.authwatch.pipeline.Lane;
import io.authwatch.pipeline.LaneSettings;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.pipeline.Memory;
import io.authwatch.pipeline.Pipeline;
import io.authwatch.pipeline.Quarantine;
import io.authwatch.pipeline.Retention;
import io.authwatch.rule.Absences;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleFileException;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import io.authwatch.wire.Input;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline, its state and its writer, taken up where the last run left them: the state of the last checkpoint, then
 * the log after it through the rules that decided then, then the rules of today.
 */
final class Engine {
    /** One send at a time, and its end committed before the next: so a crash repeats one send at most. */
    private static final int SENDS_AT_ONCE = 1;

    private final EngineSettings settings;
    private final Ledger ledger;
    private final Happenings happenings;
    private final Quarantine quarantine;
    private final Memory memory;
    private final Outbox outbox;
    private final Map<String, FilePosition> positions = new HashMap<>();
    private final Wording wording = new Wording(RulesInForce.of(this::rules));
    private final Pipeline pipeline;
    private final Sender sender;
    private final Writer writer;
    private long replayed;

    /** Takes up what the ledger holds; {@code inputs} is told what they must know again, see {@link Commit#memory}. */
    Engine(
            EngineSettings settings,
            RuleSet rules,
            Ledger ledger,
            Notifier notifier,
            Happenings happenings,
            Quarantine quarantine,
            InstantSource clock) {
        this(settings, rules, ledger, notifier, happenings, quarantine, clock, new SecureRandom(), cell -> {});
    }

    /** The same with dice of its own, for the jitter of retries. */
    Engine(
            EngineSettings settings,
            RuleSet rules,
            Ledger ledger,
            Notifier notifier,
            Happenings happenings,
            Quarantine quarantine,
            InstantSource clock,
            RandomGenerator dice) {
        this(settings, rules, ledger, notifier, happenings, quarantine, clock, dice, cell -> {});
    }

    /**
     * The same with inputs that must know something again.
     *
     * @param inputs told what that is, see {@link Commit#memory}
     */
    Engine(
            EngineSettings settings,
            RuleSet rules,
            Ledger ledger,
            Notifier notifier,
            Happenings happenings,
            Quarantine quarantine,
            InstantSource clock,
            RandomGenerator dice,
            Consumer<StateCell> inputs) {
        this.settings = settings;
        this.ledger = ledger;
        this.happenings = happenings;
        this.quarantine = quarantine;
        this.outbox = new Outbox(
                new RetryPolicy(dice), new Outbox.Limits(settings.outboxMax(), SENDS_AT_ONCE), settings.quota());
        this.pipeline = new Pipeline(
                decidedThen(ledger.rules(), rules),
                new RuleState(settings.ruleKeysMax()),
                new AlertBook(settings.alerts()),
                wording,
                outbox,
                new KnownHosts(settings.hostsMax(), happenings),
                new Absences(settings.hostsMax()),
                settings.keptPerSecondMax(),
                happenings);
        this.memory = new Memory(lanes(), settings.localHost(), settings.hostsMax(), happenings);
        sender = new Sender(outbox, notifier, happenings, clock);
        this.writer = new Writer(pipeline, outbox, ledger, sender, new Upkeep(), happenings, clock);
        recover(clock, inputs);
        writer.hand(new Work.Swap(rules));
    }

    private static RuleSet decidedThen(@Nullable String text, RuleSet today) {
        if (text == null || text.equals(today.text())) {
            return today;
        }
        try {
            return RuleFile.again("the rules of the last run", text);
        } catch (RuleFileException notAnyMore) {
            return today;
        }
    }

    private void recover(InstantSource clock, Consumer<StateCell> inputs) {
        Instant started = clock.instant();
        ledger.restore(cell -> {
            pipeline.restore(cell);
            inputs.accept(cell);
        });
        Ledger.Recovered found = ledger.recover(this::replay);
        pipeline.restoreIds(found.lastEvent());
        found.pending().forEach(pipeline::recovered);
        found.positions().forEach(position -> positions.put(position.path(), position));
        happenings.recovered(replayed, Duration.between(started, clock.instant()));
    }

    private void replay(LogEntry entry) {
        pipeline.replay(entry);
        replayed++;
    }

    private LaneSettings lanes() {
        return new LaneSettings(
                settings.facilities(),
                settings.identity(),
                settings.zone(),
                settings.recognisers(),
                () -> pipeline.rules(),
                settings.recentMax(),
                quarantine);
    }

    /** A lane for one thread of an input. */
    Lane lane(Input input) {
        return pipeline.lane(input, lanes());
    }

    Writer writer() {
        return writer;
    }

    Wording wording() {
        return wording;
    }

    Memory memory() {
        return memory;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    Outbox outbox() {
        return outbox;
    }

    /** The silences as of the latest commit, the newest first. */
    List<Standing> silences() {
        return pipeline.silences();
    }

    /** The rules in force. */
    RuleSet rules() {
        return pipeline.rules();
    }

    /** Messages that may be sent a month: as the notifier told, before that as configured. */
    long quotaLimit() {
        Quota told = sender.quota();
        boolean none = settings.quota().limit() == QuotaSettings.NONE.limit();
        return told != null
                ? told.limit()
                : none ? Quota.FREE_LIMIT : settings.quota().limit();
    }

    /** How far each file was read. */
    Map<String, FilePosition> positions() {
        return Map.copyOf(positions);
    }

    /** What follows a commit, and how much is kept. */
    private final class Upkeep implements Writer.History {
        @Override
        public void committed(Batch batch) {
            memory.committed(batch);
        }

        @Override
        public Retention retention(Instant now) {
            return settings.retention(now);
        }
    }
}
