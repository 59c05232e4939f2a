package io.authwatch.rule;

import io.authwatch.auth.Attempts;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.AuthView;
import io.authwatch.auth.Reading;
import io.authwatch.auth.Recognisers;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays the tests of a rule file: each with an empty state and a clock of its own, its lines through the steps that real
 * ones go through.
 */
final class TestRun {
    /** The host of lines that name none. */
    private static final String HOST = "test";

    /** How often it is looked who says nothing. */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private static final Origin ORIGIN = new Origin.File("test", HOST);

    private final RuleSet rules;
    private final Set<String> names;
    private final Faults faults;

    private TestRun(RuleSet rules, Set<String> names, Faults faults) {
        this.rules = rules;
        this.names = names;
        this.faults = faults;
    }

    /** Plays them all; each that fails is a fault. */
    static void of(List<TestCase> tests, RuleSet rules, Set<String> names, Faults faults) {
        TestRun run = new TestRun(rules, names, faults);
        if (!run.tooMuch(tests)) {
            tests.forEach(run::play);
        }
    }

    private boolean tooMuch(List<TestCase> tests) {
        long characters = 0;
        for (TestCase test : tests) {
            for (TestCase.Line line : test.lines()) {
                characters += line.times() * line.work();
            }
            if (characters * names.size() > RuleLimits.TEST_WORK_MAX) {
                faults.at(
                        test.place(),
                        "the tests are too much work: the characters of all lines, and the minutes between them, times"
                                + " the number of rules are more than " + RuleLimits.TEST_WORK_MAX);
                return true;
            }
        }
        return false;
    }

    private void play(TestCase test) {
        Player player = new Player(test.begin());
        test.lines().forEach(player::play);
        Set<String> fired = player.fired;
        String wrong = wrong(test, fired);
        if (wrong != null) {
            faults.at(test.place(), "the test fails: " + wrong + player.lastLine(missing(test, fired)));
        }
    }

    private static @Nullable String wrong(TestCase test, Set<String> fired) {
        if (test.expected() instanceof TestCase.Own own) {
            String name = "'" + test.rule() + "'";
            return own.fires() == fired.contains(String.valueOf(test.rule()))
                    ? null
                    : "expected " + name + (own.fires() ? " to fire" : " not to fire") + ", but "
                            + (fired.isEmpty() ? "nothing" : listed(fired)) + " fired";
        }
        Set<String> expected = new LinkedHashSet<>(((TestCase.All) test.expected()).rules());
        return expected.equals(fired)
                ? null
                : "expected " + (expected.isEmpty() ? "nothing" : listed(expected)) + " to fire, but "
                        + (fired.isEmpty() ? "nothing" : listed(fired)) + " fired";
    }

    /** The first rule that should have fired and did not, or null. */
    private static @Nullable String missing(TestCase test, Set<String> fired) {
        List<String> wanted = test.expected() instanceof TestCase.All all
                ? all.rules()
                : ((TestCase.Own) test.expected()).fires() ? List.of(String.valueOf(test.rule())) : List.of();
        return wanted.stream().filter(name -> !fired.contains(name)).findFirst().orElse(null);
    }

    private static String listed(Set<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    /** One test as it plays. */
    private final class Player {
        private final RuleState state = new RuleState();
        private final Judge judge = new Judge(state);
        private final Absences absences = new Absences(RuleLimits.TEST_LINES_MAX);
        private final Reading reading = new Reading(Recognisers.standard(), ZoneOffset.UTC);
        private final Attempts attempts = new Attempts();
        private Instant now;
        private Set<String> fired = Set.of();
        private @Nullable AuthEvent last;
        private @Nullable Duration silence;

        Player(Instant begin) {
            this.now = begin;
        }

        void play(TestCase.Line line) {
            String text = line.text();
            if (text == null) {
                fired = letTimePass(now.plus(line.after()));
                silence = line.after();
                return;
            }
            silence = null;
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            for (int time = 0; time < line.times(); time++) {
                letTimePass(now.plus(line.after()));
                AuthEvent event = event(octets, line.host());
                absences.heard(rules, event.host(), ORIGIN.peer(), now);
                Match match = rules.match(event);
                fired = match == null ? Set.of() : names(judge.judge(match, now));
                last = event;
            }
        }

        /**
         * As in the program: what is remembered for days ages only by time that was seen to pass, and nobody is silent
         * while nobody looks. Answers the rules that silence made fire.
         */
        private Set<String> letTimePass(Instant until) {
            Set<String> silent = new LinkedHashSet<>();
            while (now.isBefore(until)) {
                now = nextLook(until);
                if (state.due(now) && now.isBefore(until)) {
                    state.tick(now);
                }
                absences.look(rules, now).forEach(absence -> silent.add(absence.rule()));
            }
            return silent;
        }

        private Instant nextLook(Instant until) {
            Instant due = state.nextDue();
            Instant look = absences.size() > 0 && now.plus(LOOK_EVERY).isBefore(until) ? now.plus(LOOK_EVERY) : until;
            return due != null && due.isAfter(now) && due.isBefore(look) ? due : look;
        }

        private AuthEvent event(byte[] octets, @Nullable String host) {
            SyslogMessage message = reading.parse(octets, 0, octets.length, false);
            AuthView view = reading.recognise();
            attempts.weigh(message, view);
            String named = message.host();
            return reading.event(ORIGIN, host != null ? host : named != null ? named : HOST, now);
        }

        private static Set<String> names(List<Firing> firings) {
            Set<String> names = new LinkedHashSet<>();
            firings.forEach(firing -> names.add(firing.rule().name()));
            return names;
        }

        /** How the last line was read, and what {@code rule} says to it, if it is not null. */
        String lastLine(@Nullable String rule) {
            if (silence != null) {
                return "; last of all nothing was received for " + Durations.text(silence);
            }
            AuthEvent event = last;
            if (event == null) {
                return "";
            }
            boolean other = event.action() == AuthAction.OTHER;
            String read = other
                    ? "nothing that is known"
                    : event.action().label() + ", " + event.outcome().label();
            String verdict = rules.explain(event).stream()
                    .filter(said -> said.name().equals(rule))
                    .map(said -> "; " + said.name() + ": " + said.reason())
                    .findFirst()
                    .orElse("");
            return "; the last line was read as " + read + verdict;
        }
    }
}
