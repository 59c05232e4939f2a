package io.authwatch.bench;

import io.authwatch.rule.RuleSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Frames to a batch, and a batch to what a commit holds, with the built-in rules; one thread, in messages a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Lines.COUNT)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx256m")
public class DecisionBenchmark {
    private final byte[][] lines = Lines.octets();
    private final Decider decider = new Decider(RuleSet.builtIn());

    /** As on an input's event loop. */
    @Benchmark
    public int lane() {
        int decided = 0;
        for (int at = 0; at < lines.length; at += Decider.BATCH_MESSAGES) {
            decided += decider.read(lines, at, at + Decider.BATCH_MESSAGES).decided();
        }
        return decided;
    }

    /** The same, and what the writer does with it but for the commit. */
    @Benchmark
    public int laneAndDecision() {
        int entries = 0;
        for (int at = 0; at < lines.length; at += Decider.BATCH_MESSAGES) {
            entries += decider.decide(decider.read(lines, at, at + Decider.BATCH_MESSAGES))
                    .entries();
        }
        decider.checkpoint();
        return entries;
    }
}
