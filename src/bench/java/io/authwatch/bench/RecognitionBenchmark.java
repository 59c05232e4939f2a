package io.authwatch.bench;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthView;
import io.authwatch.auth.Outcome;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Octets to event, one thread, in messages a second; and the same lines read by a list of regular expressions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Lines.COUNT)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx256m")
public class RecognitionBenchmark {
    private final Reader reader = new Reader();
    private byte[][] lines;
    private String[] texts;

    /** Makes the lines and says what they hold; both sides must know each of them. */
    @Setup
    public void setUp() {
        lines = Lines.octets();
        texts = Stream.of(lines).map(Patterns::text).toArray(String[]::new);
        int refused = 0;
        int accepted = 0;
        int others = 0;
        for (byte[] line : lines) {
            AuthView view = reader.recognise(line);
            boolean login = view.action() == AuthAction.LOGIN;
            refused += login && view.outcome() == Outcome.FAILURE ? 1 : 0;
            accepted += login && view.outcome() == Outcome.SUCCESS ? 1 : 0;
            others += view.action() == AuthAction.OTHER ? 1 : 0;
            if (Patterns.read(line) < 0) {
                throw new IllegalStateException("no pattern takes " + new String(line));
            }
        }
        System.out.printf(
                "%d lines: %.1f %% tell of a refused login, %.1f %% of a login, %.1f %% are other%n",
                lines.length,
                100.0 * refused / lines.length,
                100.0 * accepted / lines.length,
                100.0 * others / lines.length);
    }

    @Benchmark
    public int recogniser() {
        int sum = 0;
        for (byte[] line : lines) {
            sum += sum(reader.recognise(line));
        }
        return sum;
    }

    @Benchmark
    public int recogniserAndAttempts() {
        int sum = 0;
        for (byte[] line : lines) {
            sum += sum(reader.weigh(line));
        }
        return sum;
    }

    @Benchmark
    public int regexOneByOne() {
        int sum = 0;
        for (byte[] line : lines) {
            sum += Patterns.read(line);
        }
        return sum;
    }

    @Benchmark
    public int regexOneByOneWithoutHeader() {
        int sum = 0;
        for (String text : texts) {
            sum += Patterns.readText(text);
        }
        return sum;
    }

    private static int sum(AuthView view) {
        return view.action().ordinal() + view.outcome().ordinal() + view.count();
    }
}
