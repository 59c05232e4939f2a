package io.authwatch;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertLimits;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.auth.Recognisers;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Identity;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.pipeline.Quarantine;
import io.authwatch.pipeline.TurnDraft;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.StateCell;
import io.authwatch.syslog.Facility;
import io.authwatch.testkit.SimulatedDisk;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One history: two senders who want answers and send again what has none, a file that grows and rotates, an engine that
 * is killed and started again, and what must hold at every moment. The numbers are those of the invariants:
 *
 * <pre>
 *   1 what was answered is durable          7 an alert keeps its id             12 a cool-down ends in time
 *   2 every event once, in rising order     8 a notification is sent while      17 a start finds what no crash would
 *   3 a position never outruns its lines,     it is durable and pending         18 so does a start after a start
 *     nor they it                           9 every alert arrives, once well    19 a damaged row costs that row alone
 *   4 answers come in order                10 nothing arrives twice without     20 a full disk takes nothing back (1)
 *   5, 6 an event, what was decided of it,    a crash or a lost answer          21 what was read was decided, counted
 *     and its notification: one commit     11 the first alert is always told
 * </pre>
 */
final class DiskWorld {
    private static final int STEPS = 100;
    private static final int LINE_OCTETS = 100;
    private static final String PATH = "/var/log/auth.log";
    private static final Duration REPEAT = Duration.ofMinutes(5);
    /** The writer looks every ten seconds at least. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** Refused for good, or of a rule that is no more. */
    private static final Set<NotificationState> GIVEN_UP =
            EnumSet.of(NotificationState.FAILED, NotificationState.CANCELLED);

    /** What a clock that is set back can hide of the time before: alerts look at it once a minute at least. */
    private static final Duration UNSEEN = Duration.ofMinutes(1);

    private static final List<RuleSet> RULES = List.of(rules(3), rules(4));
    private static final EngineSettings SETTINGS = new EngineSettings(
            EnumSet.allOf(Facility.class),
            Identity.HEADER,
            ZoneOffset.UTC,
            Recognisers.standard(),
            "here",
            100,
            100,
            10_000,
            10_000,
            100_000,
            Duration.ofDays(1),
            Duration.ofDays(1),
            10,
            AlertLimits.DEFAULT.withoutStorms(),
            QuotaSettings.NONE);

    private final boolean checksStarts;
    private final Random dice;
    private final SimulatedDisk disk;
    private final ModelPushover pushover;
    private final Sender[] senders = {new Sender(0), new Sender(1)};
    private final List<List<Message>> file = new ArrayList<>(List.of(new ArrayList<>()));
    private final Reference reference = new Reference();

    private final Set<Integer> durable = new HashSet<>();
    private final List<Integer> durableOfFile = new ArrayList<>();
    private final Map<String, Notification> rows = new HashMap<>();
    private final Map<String, Alert> alerts = new HashMap<>();
    private final Set<List<Object>> opened = new HashSet<>();
    private final Map<List<String>, Duration> told = new HashMap<>();
    private long lastId;

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private Duration passed = Duration.ZERO;
    /** When the clock was set back. */
    private final List<Duration> setBacks = new ArrayList<>();

    private int numbers;
    private int rules;
    private Engine engine;
    private Batcher lane;
    private Batcher tail;
    private int readGeneration;
    private int readLines;
    private long offered;
    private long answered;
    private long decided;

    /** {@code checksStarts}: whether 17 and 18 are checked too, which find much of what the others find. */
    DiskWorld(long seed, SimulatedDisk.Broken broken, boolean checksStarts) {
        this.checksStarts = checksStarts;
        this.dice = new Random(seed);
        this.disk = new SimulatedDisk(broken, this::durable);
        this.pushover = new ModelPushover(disk, dice, () -> now);
        start();
    }

    private static RuleSet rules(int count) {
        return RuleFile.read("rules.yaml", """
            rules:
              root: {when: {action: login, outcome: success}, per: [host, source], repeat: 5m, priority: high}
              guessing:
                {when: {action: login, outcome: failure}, count: %d, within: 2m, per: [source], priority: high}
            """.formatted(count));
    }

    /** What one of them wrote; {@code event}: it is kept, whatever the rules say. */
    private record Message(int number, String text, boolean event) {}

    /** Somebody who sends, waits for answers, and sends again what has none. */
    private static final class Sender {
        private final Origin origin;
        private final String host;
        private final Deque<Message> unanswered = new ArrayDeque<>();

        Sender(int number) {
            this.origin = new Origin.Relp("192.0.2.10" + number, null);
            this.host = "web-" + number;
        }
    }

    static void check(boolean holds, String what, Object... about) {
        if (!holds) {
            throw new AssertionError(what.formatted(about));
        }
    }

    /** Runs it; answers how many notifications it led to. */
    int run() {
        for (int step = 0; step < STEPS; step++) {
            act();
        }
        heal();
        return rows.size();
    }

    private void act() {
        switch (dice.nextInt(20)) {
            case 0, 1, 2 -> send(senders[dice.nextInt(2)]);
            case 3, 4 -> append();
            case 5 -> file.add(new ArrayList<>());
            case 6, 7 -> read();
            case 8, 9, 10 -> step();
            case 11, 12 -> pushover.answer(false);
            case 13 -> pass(Duration.ofMillis(dice.nextInt(20_000)));
            case 14 -> pass(Duration.ofMillis(dice.nextInt(400_000)));
            case 15 -> setClock();
            case 16 -> swap();
            case 17 -> disk.full(dice.nextBoolean());
            case 18 -> trouble();
            default -> crash();
        }
    }

    /** One change of rules a turn, so that the reference sees each. */
    private void swap() {
        Engine before = engine;
        step();
        if (engine == before) {
            rules = 1 - rules;
            engine.writer().hand(new Work.Swap(RULES.get(rules)));
            step();
        }
    }

    private void trouble() {
        switch (dice.nextInt(3)) {
            case 0 -> disk.cutPowerAt(SimulatedDisk.Moment.BEFORE_SYNC);
            case 1 -> disk.cutPowerAt(SimulatedDisk.Moment.AFTER_SYNC);
            default -> disk.failSync();
        }
    }

    private Message message(String host) {
        int number = ++numbers;
        String source = "192.0.2." + dice.nextInt(3);
        int kind = dice.nextInt(4);
        String text = switch (kind) {
            case 0, 1 -> "Accepted password for root from " + source + " port 22 ssh2";
            case 2 -> "Failed password for bob from " + source + " port 22 ssh2";
            default -> "nothing that anybody knows";
        };
        return new Message(number, "<38>1 " + now + " " + host + " sshd " + number + " - - " + text, kind < 3);
    }

    private void send(Sender sender) {
        List<Message> messages = new ArrayList<>();
        for (int left = 1 + dice.nextInt(3); left > 0; left--) {
            messages.add(message(sender.host));
        }
        sender.unanswered.addAll(messages);
        offer(sender, messages);
    }

    private void offer(Sender sender, List<Message> messages) {
        Batch batch = batch(lane, sender.origin, messages, null, () -> {
            for (Message message : messages) {
                check(sender.unanswered.peek() == message, "4: %d is answered out of order", message.number());
                check(!message.event() || durable.contains(message.number()), "1: %d is not durable", message.number());
                sender.unanswered.remove();
            }
        });
        check(engine.writer().offer(batch), "there was no room in the queue");
    }

    private Batch batch(
            Batcher into, Origin origin, List<Message> messages, @Nullable FilePosition position, Runnable then) {
        into.begin(now);
        for (Message message : messages) {
            byte[] octets = message.text().getBytes(StandardCharsets.UTF_8);
            into.accept(origin, octets, 0, octets.length, false);
        }
        offered += messages.size();
        return into.end(position, () -> {
            then.run();
            answered += messages.size();
        });
    }

    private void append() {
        file.get(file.size() - 1).add(message("here"));
    }

    /** Reads a few lines on, and goes over to the next file at the end of one. */
    private void read() {
        List<Message> lines = file.get(readGeneration);
        if (readLines == lines.size() && readGeneration < file.size() - 1) {
            readGeneration++;
            readLines = 0;
            lines = file.get(readGeneration);
        }
        int from = readLines;
        readLines = Math.min(lines.size(), from + 1 + dice.nextInt(4));
        if (readLines > from) {
            FilePosition position = new FilePosition(PATH, 1, readGeneration, (long) readLines * LINE_OCTETS, 0, 0);
            Batch batch = batch(
                    tail,
                    new Origin.File(PATH, "here"),
                    List.copyOf(lines.subList(from, readLines)),
                    position,
                    () -> {});
            check(engine.writer().offer(batch), "there was no room in the queue");
        }
    }

    private void step() {
        try {
            engine.writer().step();
            check(decided == answered, "21: %d were decided, and %d answered", decided, answered);
        } catch (SimulatedDisk.PowerCut | Ledger.LedgerFailed gone) {
            crash();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pass(Duration time) {
        Duration left = time;
        while (!left.isZero()) {
            Duration piece = left.compareTo(LOOK) < 0 ? left : LOOK;
            now = now.plus(piece);
            passed = passed.plus(piece);
            left = left.minus(piece);
            step();
        }
    }

    private void setClock() {
        step();
        Duration by = Duration.ofSeconds(dice.nextInt(8_000) - 4_000);
        now = now.plus(by);
        if (by.isNegative()) {
            setBacks.add(passed);
        }
        step();
    }

    /** The process is gone, and what it had not made durable with it, more or less. */
    private void crash() {
        pushover.crash();
        disk.crash(dice);
        // A clock that was set back, and nobody who saw it: how much time has passed cannot be known.
        told.replaceAll((key, at) -> setBacksSince(at) > 0 ? passed : at);
        if (checksStarts && dice.nextInt(3) == 0) {
            checkStart();
        }
        start();
        for (Sender sender : senders) {
            if (!sender.unanswered.isEmpty()) {
                offer(sender, List.copyOf(sender.unanswered));
            }
        }
    }

    private void start() {
        offered = 0;
        answered = 0;
        decided = 0;
        engine = engine();
        lane = engine.lane(Input.RELP);
        tail = engine.lane(Input.FILE);
        FilePosition position = engine.positions().get(PATH);
        readGeneration = position == null ? 0 : (int) position.inode();
        readLines = position == null ? 0 : (int) (position.offset() / LINE_OCTETS);
    }

    private Engine engine() {
        Happenings counts = new Happenings() {
            @Override
            public void decided(AuthAction action, Outcome outcome, long messages) {
                decided += messages;
            }

            @Override
            public void dropped(Input input, DropReason reason, long messages) {
                throw new AssertionError("21: something was dropped");
            }
        };
        return new Engine(SETTINGS, RULES.get(rules), disk, pushover, counts, Quarantine.NONE, () -> now, dice);
    }

    /**
     * A start that nobody sees: it finds the same each time, and what a process that never crashed would have. Of a clock
     * that was set back the log does not tell all, so a replay may then see less time pass.
     */
    private void checkStart() {
        Map<String, String> first = reference.of(engine(), disk);
        check(first.equals(reference.of(engine(), disk)), "18: a second start finds another state");
        if (setBacks.isEmpty()) {
            Map<String, String> expected = new TreeMap<>(reference.state());
            Map<String, String> found = new TreeMap<>(first);
            expected.entrySet().removeAll(first.entrySet());
            found.entrySet().removeAll(reference.state().entrySet());
            check(found.equals(expected), "17: a start finds %s, and it should be %s", found, expected);
        }
    }

    /** A transaction is durable. */
    private void durable(Commit commit) {
        commit.entries().forEach(this::durable);
        commit.positions().forEach(this::durable);
        List<Alert> fresh = new ArrayList<>(commit.alerts());
        fresh.removeIf(alert -> alerts.put(alert.id(), alert) != null);
        commit.notifications().forEach(this::durable);
        commit.entries().forEach(this::checkTold);
        fresh.forEach(alert -> checkFresh(alert, commit));
        FilePosition position = disk.position(PATH);
        int expected = position == null ? 0 : eventsUpTo(position);
        check(durableOfFile.size() == expected, "3: %d lines took effect, of %d", durableOfFile.size(), expected);
        reference.take(commit);
    }

    private void durable(LogEntry entry) {
        if (entry instanceof LogEntry.Happened happened) {
            AuthEvent event = happened.event();
            check(event.id() > lastId, "2: %d comes after %d", event.id(), lastId);
            lastId = event.id();
            int number = Integer.parseInt(String.valueOf(event.pid()));
            durable.add(number);
            if (event.input() == Input.FILE) {
                durableOfFile.add(number);
            }
        }
    }

    private void durable(FilePosition position) {
        List<Message> lines = file.get((int) position.inode());
        check(position.offset() % LINE_OCTETS == 0, "3: %s is inside of a line", position);
        check(position.offset() <= (long) lines.size() * LINE_OCTETS, "3: %s is past the end", position);
    }

    private int eventsUpTo(FilePosition position) {
        int events = 0;
        for (int generation = 0; generation <= position.inode(); generation++) {
            List<Message> lines = file.get(generation);
            int end = generation < position.inode() ? lines.size() : (int) (position.offset() / LINE_OCTETS);
            for (Message line : lines.subList(0, end)) {
                if (line.event()) {
                    check(
                            events < durableOfFile.size() && durableOfFile.get(events) == line.number(),
                            "3: line %d did not take effect in its place",
                            line.number());
                    events++;
                }
            }
        }
        return events;
    }

    private void checkFresh(Alert alert, Commit commit) {
        check(
                opened.add(List.of(alert.rule(), alert.key(), alert.opened(), alert.event())),
                "7: %s was an alert before",
                alert);
        check(
                commit.notifications().stream().anyMatch(row -> row.alert().equals(alert.id())),
                "6: %s is durable without its notification",
                alert);
    }

    private void durable(Notification row) {
        Notification before = rows.put(row.id(), row);
        Alert alert = alerts.get(row.alert());
        check(alert != null, "6: %s is durable without its alert", row.id());
        if (before == null) {
            told.put(key(alert.rule(), alert.key()), passed);
            return;
        }
        check(before.state() == NotificationState.PENDING, "8: %s was %s before", row.id(), before.state());
        check(row.attempts() >= before.attempts(), "8: %s has fewer attempts than before", row.id());
    }

    private static List<String> key(String rule, List<String> key) {
        List<String> whole = new ArrayList<>(key);
        whole.add(0, rule);
        return whole;
    }

    private void checkTold(LogEntry entry) {
        if (entry instanceof LogEntry.Happened happened && happened.event().outcome() == Outcome.SUCCESS) {
            AuthEvent event = happened.event();
            List<String> key = List.of("root", event.host(), String.valueOf(event.get(Field.SOURCE)));
            Duration latest = told.get(key);
            check(latest != null, "11: %s is durable, and nobody is told", event.original());
            Duration since = passed.minus(latest);
            Duration most = REPEAT.plus(LOOK).plus(UNSEEN.multipliedBy(setBacksSince(latest)));
            check(since.compareTo(most) <= 0, "12: %s was told %s ago and cools down", key, since);
        }
    }

    private long setBacksSince(Duration time) {
        return setBacks.stream().filter(at -> at.compareTo(time) >= 0).count();
    }

    /** All is well from now on. */
    private void heal() {
        disk.full(false);
        for (int i = 0; !isDone(); i++) {
            check(
                    i < 1_000,
                    "9: not at rest: %d pending, file %d/%d",
                    engine.outbox().pending(),
                    readGeneration,
                    file.size());
            read();
            pushover.answer(true);
            pass(Duration.ofSeconds(10));
        }
        check(offered == decided, "21: %d were offered, and %d decided", offered, decided);
        for (Alert alert : alerts.values()) {
            check(
                    rows.values().stream()
                            .filter(row -> row.alert().equals(alert.id()))
                            .anyMatch(row -> GIVEN_UP.contains(row.state()) || pushover.taken(row.id()) > 0),
                    "9: nobody was told of %s",
                    alert);
        }
        check(pushover.unexplained() <= 0, "10: %d arrived twice, and why is not known", pushover.unexplained());
        checkDamage();
    }

    private boolean isDone() {
        return pushover.isIdle()
                && engine.outbox().pending() == 0
                && Arrays.stream(senders).allMatch(sender -> sender.unanswered.isEmpty())
                && readGeneration == file.size() - 1
                && readLines == file.get(readGeneration).size()
                && offered == answered;
    }

    private void checkDamage() {
        int from = disk.replayed().get(0);
        int to = disk.replayed().get(1);
        if (to > from) {
            int row = from + dice.nextInt(to - from);
            List<LogEntry> whole = new ArrayList<>();
            disk.recover(whole::add);
            disk.damage(row);
            List<LogEntry> left = new ArrayList<>();
            disk.recover(left::add);
            check(left.size() == whole.size() - disk.row(row).size(), "19: more than the damaged row is gone");
            engine();
        }
    }

    /** The state that a process has which takes all that is durable, and never crashes. */
    private static final class Reference {
        private final Map<String, String> state = new TreeMap<>();
        private final SimulatedDisk empty = new SimulatedDisk(SimulatedDisk.Broken.NOTHING, commit -> {});
        private final Engine engine = new Engine(
                SETTINGS,
                RULES.get(0),
                empty,
                new ModelPushover(empty, new Random(1), () -> Instant.EPOCH),
                Happenings.NONE,
                Quarantine.NONE,
                () -> Instant.EPOCH);

        void take(Commit commit) {
            Commit.Checkpoint checkpoint = commit.checkpoint();
            if (checkpoint != null && !checkpoint.rules().equals(engine.rules().text())) {
                RuleSet next = RuleFile.read("rules.yaml", checkpoint.rules());
                engine.pipeline().swap(next, Instant.EPOCH, new TurnDraft());
            }
            commit.entries().forEach(engine.pipeline()::replay);
        }

        Map<String, String> state() {
            drain(engine, state);
            return state;
        }

        /** The state of an engine that was just started from a disk. */
        Map<String, String> of(Engine started, SimulatedDisk from) {
            Map<String, String> found = new TreeMap<>();
            from.restore(cell -> put(cell, found));
            drain(started, found);
            return found;
        }

        private static void drain(Engine from, Map<String, String> into) {
            TurnDraft turn = new TurnDraft();
            from.pipeline().checkpoint(turn);
            Commit.Checkpoint checkpoint = turn.commit().checkpoint();
            if (checkpoint != null) {
                checkpoint.cells().forEach(cell -> put(cell, into));
            }
        }

        private static void put(StateCell cell, Map<String, String> into) {
            boolean clock = cell.rule().isEmpty();
            if (clock || !Set.of("window", "alert").contains(cell.kind())) {
                return;
            }
            String name = String.join(" ", cell.kind(), cell.rule(), cell.key());
            if (cell.gone()) {
                into.remove(name);
            } else {
                into.put(name, Arrays.toString(cell.kind().equals("window") ? withoutTurn(cell.data()) : cell.data()));
            }
        }

        /** After the version a number of 7 bits an octet, which counts turns and is the same for none but this process. */
        private static byte[] withoutTurn(byte[] data) {
            int from = 1;
            while (data[from] < 0) {
                from++;
            }
            return Arrays.copyOfRange(data, from + 1, data.length);
        }
    }
}
