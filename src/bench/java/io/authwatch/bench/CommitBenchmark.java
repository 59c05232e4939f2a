package io.authwatch.bench;

import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.rule.RuleSet;
import io.authwatch.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Hits into the ledger, {@value #HITS} a commit, each commit with its fsync; one thread, in hits a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(CommitBenchmark.HITS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
public class CommitBenchmark {
    static final int HITS = 10_000;

    private Path folder;
    private SqliteLedger ledger;
    private Commit commit;

    /** Takes hits of the lines, without the alerts that come of them. */
    @Setup(Level.Iteration)
    public void setUp() throws IOException {
        Decider decider = new Decider(RuleSet.builtIn());
        List<LogEntry> hits = new ArrayList<>();
        for (LogEntry entry : decider.decide(decider.read(Lines.octets(), 0, Lines.COUNT))
                .commit()
                .entries()) {
            if (hits.size() < HITS && entry instanceof LogEntry.Happened happened && happened.hit()) {
                hits.add(entry);
            }
        }
        if (hits.size() != HITS) {
            throw new IllegalStateException("the lines hold only " + hits.size() + " hits");
        }
        commit = new Commit(hits, List.of(), List.of(), List.of(), null);
        folder = Files.createTempDirectory(Path.of("target"), "ledger");
        ledger = SqliteLedger.open(folder, System.out::println);
    }

    @Benchmark
    public void commit() {
        ledger.commit(commit);
    }

    /** The files go, for they grow by hundreds of megabytes. */
    @TearDown(Level.Iteration)
    public void tearDown() throws IOException {
        ledger.close();
        Folders.delete(folder);
    }
}
