package io.authwatch.bench;

import io.authwatch.wire.FrameSink;
import io.authwatch.wire.LineCutter;
import io.authwatch.wire.StreamDecoder;
import java.io.ByteArrayOutputStream;
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

/** Octets to frames, in reads of 64 KiB that cut lines anywhere, one thread, in frames a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Lines.COUNT)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx256m")
public class FramingBenchmark {
    private static final int READ_OCTETS = 65_536;
    private static final int FRAME_OCTETS_MAX = 65_536;

    private final byte[] stream = stream();
    private int sum;
    private final FrameSink sink = (array, from, to, cut) -> sum += to - from;

    private static byte[] stream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] line : Lines.octets()) {
            stream.writeBytes(line);
            stream.write('\n');
        }
        return stream.toByteArray();
    }

    /** As of a TCP connection. */
    @Benchmark
    public int streamDecoder() {
        StreamDecoder decoder = new StreamDecoder(FRAME_OCTETS_MAX);
        for (int at = 0; at < stream.length; at += READ_OCTETS) {
            decoder.feed(stream, at, Math.min(stream.length, at + READ_OCTETS), sink);
        }
        return sum;
    }

    /** As of a file: what a read leaves comes again with the next. */
    @Benchmark
    public int lineCutter() {
        LineCutter cutter = new LineCutter(FRAME_OCTETS_MAX);
        int at = 0;
        while (at < stream.length) {
            at += cutter.cut(stream, at, Math.min(stream.length, at + READ_OCTETS), sink);
        }
        return sum;
    }
}
