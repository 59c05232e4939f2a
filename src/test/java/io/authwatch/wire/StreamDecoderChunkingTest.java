package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Compressed;
import io.authwatch.testkit.Frames;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However a stream is cut into reads, the same frames come out. */
class StreamDecoderChunkingTest {
    private static final int OCTETS_MAX = 150;
    private static final long SEED = 4711;

    private static final List<String> STREAMS = List.of(
            "<38>one\n<38>two\r\n\0\n<38>three\0" + "7 <38>four!" + "8 <38>five\n" + "12 apples\n" + "7 <38>six",
            "1234567 <38>too long by its count",
            "12345678 <38>text\n1234567\n1234567 \n0 <1>\n",
            "\26\3\1\0\1",
            "\26\4 no hello\n",
            "x\u009c\1\2\3",
            "xyz\n",
            "1 open 86 relp_version=0\n",
            "1 <1 <1 o\n",
            "GET / HTTP/1.1\r\n\r\n",
            "G\nGET\nGET /\n",
            "<38>" + "l".repeat(147) + "\n<38>never seen\n",
            "<38>" + "l".repeat(146) + "\n<38>seen\n",
            "150 <38>" + "c".repeat(146) + "<38>seen\n",
            "151 <38>" + "c".repeat(147) + "<38>never seen\n");

    @Test
    void everySplitPoint_givesTheSameFrames() {
        for (String stream : streams()) {
            byte[] octets = Frames.octets(stream);
            List<String> expected = decoded(octets, List.of(octets.length));
            for (int split = 0; split <= octets.length; split++) {
                assertEquals(expected, decoded(octets, List.of(split, octets.length - split)), stream + " at " + split);
            }
        }
    }

    @Test
    void everyChunkSize_givesTheSameFrames() {
        for (String stream : streams()) {
            byte[] octets = Frames.octets(stream);
            List<String> expected = decoded(octets, List.of(octets.length));
            for (int size = 1; size <= octets.length; size++) {
                List<Integer> sizes = new ArrayList<>();
                for (int at = 0; at < octets.length; at += size) {
                    sizes.add(Math.min(size, octets.length - at));
                }
                assertEquals(expected, decoded(octets, sizes), stream + " by " + size);
            }
        }
    }

    @Test
    void randomMix_inRandomChunks_givesTheMessagesThatWentIn() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            List<String> messages = new ArrayList<>();
            for (int i = random.nextInt(30); i >= 0; i--) {
                messages.add(append(stream, random));
            }
            messages.add("GO_ON");
            byte[] octets = stream.toByteArray();
            List<Integer> sizes = new ArrayList<>();
            for (int left = octets.length; left > 0; left -= sizes.get(sizes.size() - 1)) {
                sizes.add(Math.min(left, 1 + random.nextInt(random.nextBoolean() ? 5 : 200)));
            }
            assertEquals(messages, decoded(octets, sizes), "seed " + SEED + " round " + round);
        }
    }

    private static String append(ByteArrayOutputStream stream, Random random) {
        StringBuilder text = new StringBuilder("<" + random.nextInt(192) + ">");
        for (int i = random.nextInt(100); i > 0; i--) {
            text.append((char) (32 + random.nextInt(224)));
        }
        int framing = random.nextInt(4);
        if (framing > 0 && random.nextInt(4) == 0) {
            text.append("\nand \0 more");
        }
        byte[] message = Frames.octets(text.toString());
        byte[] body = framing == 1 ? Compressed.message(message) : message;
        if (framing > 0) {
            stream.writeBytes(Frames.octets((body.length + (framing == 2 ? 1 : 0)) + " "));
        }
        stream.writeBytes(body);
        if (framing != 1 && framing != 3) {
            stream.write('\n');
        }
        stream.writeBytes(Frames.octets("\r\n\0".substring(random.nextInt(4))));
        return text.toString();
    }

    private static List<String> streams() {
        String zip = Frames.text(Compressed.message(Frames.octets("<38>compressed and compressed and compressed\n")));
        List<String> streams = new ArrayList<>(STREAMS);
        streams.add("<38>a\n" + zip.length() + " " + zip + "<38>b\n" + zip.length() + " " + zip + "7 <38>c\n");
        assertTrue(zip.length() < OCTETS_MAX, "the compressed frame is below the limit");
        return streams;
    }

    /** The frames of the stream, read in pieces of these sizes, then the verdict; what is unfinished is given too. */
    private static List<String> decoded(byte[] octets, List<Integer> sizes) {
        StreamDecoder decoder = new StreamDecoder(OCTETS_MAX);
        Frames frames = new Frames();
        Verdict verdict = Verdict.GO_ON;
        int at = 0;
        for (int size : sizes) {
            // A buffer of its own, overwritten after the read: what is kept must have been copied.
            byte[] read = new byte[size];
            System.arraycopy(octets, at, read, 0, size);
            verdict = decoder.feed(read, 0, size, frames);
            Arrays.fill(read, (byte) '#');
            at += size;
        }
        decoder.end(frames);
        List<String> all = new ArrayList<>(frames.all());
        all.add(verdict.name());
        return all;
    }
}
