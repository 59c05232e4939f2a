package io.authwatch.bench;

import io.authwatch.auth.AuthEvent;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events against rules: which of so many match; one thread, in events a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx256m")
public class MatchingBenchmark {
    /** Of logins by a user, or from a network, by turns. */
    @Param({"1", "10", "100", "1000", "3000"})
    public int rules;

    private RuleSet set;
    private List<AuthEvent> events;
    private int next;

    /** Takes the refused logins and logins of the lines. */
    @Setup
    public void setUp() {
        StringBuilder text = new StringBuilder("rules:\n");
        for (int i = 0; i < rules; i++) {
            String what = i % 2 == 0 ? "user: user-" + i : "source: 10." + i / 250 + "." + i % 250 + ".0/24";
            text.append("  r" + i + ": {when: {action: login, " + what + "}}\n");
        }
        set = RuleFile.read("rules.yaml", text.toString());
        Decider decider = new Decider(RuleSet.builtIn());
        Commit commit = decider.decide(decider.read(Lines.octets(), 0, Lines.COUNT / 10))
                .commit();
        events = new ArrayList<>();
        for (LogEntry entry : commit.entries()) {
            if (entry instanceof LogEntry.Happened happened && happened.hit()) {
                events.add(happened.event());
            }
        }
    }

    @Benchmark
    public Object match() {
        next = next + 1 == events.size() ? 0 : next + 1;
        return set.match(events.get(next)) == null ? "none" : "some";
    }
}
