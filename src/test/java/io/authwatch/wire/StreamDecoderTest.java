package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Compressed;
import io.authwatch.testkit.Frames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDecoderTest {
    private static final int OCTETS_MAX = 200;
    private final Frames frames = new Frames();
    private final StreamDecoder decoder = new StreamDecoder(OCTETS_MAX);

    @Test
    void lines_areFrames() {
        assertEquals(Verdict.GO_ON, feed("<38>one\n<38>two\n"));
        assertEquals(List.of("<38>one", "<38>two"), frames.all());
    }

    @Test
    void countedFrames_needNothingBetweenThem() {
        feed("7 <38>one7 <38>two");
        assertEquals(List.of("<38>one", "<38>two"), frames.all());
    }

    @Test
    void countedFrame_thatCountsItsLineFeed_losesIt() {
        feed("8 <38>one\n8 <38>two\n");
        assertEquals(List.of("<38>one", "<38>two"), frames.all());
    }

    @Test
    void countedFrame_withLineFeedsInside_isOneMessage() {
        feed("11 <38>one\ntwo<38>next\n");
        assertEquals(List.of("<38>one\ntwo", "<38>next"), frames.all());
    }

    @Test
    void framing_changesFromFrameToFrame() {
        String zip = Frames.text(Compressed.message(Frames.octets("<38>compressed")));
        feed("<38>line\n7 <38>one" + zip.length() + " " + zip + "<38>line again\n");
        assertEquals(List.of("<38>line", "<38>one", "<38>compressed", "<38>line again"), frames.all());
    }

    @Test
    void octetsBetweenFrames_areSkipped() {
        feed("\r\n\0\n<38>one\n\n\r\n\0\0007 <38>two\r\n\r\n<38>three\0<38>four\r\n");
        assertEquals(List.of("<38>one", "<38>two", "<38>three", "<38>four"), frames.all());
    }

    @Test
    void text_thatBeginsWithANumber_isALine() {
        feed("12 apples fell\n2026-11-23T03:27:13Z vm a: b\n5\n7 \n1234567 monkeys\n");
        assertEquals(
                List.of("12 apples fell", "2026-11-23T03:27:13Z vm a: b", "5", "7 ", "1234567 monkeys"), frames.all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 <38>x",
                "-1 <38>x",
                "007 <38>x",
                "12345678901234567890 <38>x",
                "2147483648 <38>x",
                "4294967301 <38>x",
                "7<38>one",
                "99999999",
            })
    void count_thatIsNone_isALineAndTheNextFrameIsFine(String line) {
        assertEquals(Verdict.GO_ON, feed(line + "\n7 <38>one"));
        assertEquals(List.of(line, "<38>one"), frames.all());
    }

    @Test
    void count_aboveTheLimit_endsTheStreamBeforeItsOctetsCome() {
        assertEquals(Verdict.OVERSIZE, feed("<38>one\n201 <"));
        assertEquals(Verdict.OVERSIZE, feed("38>two\n<38>three\n"));
        decoder.end(frames);
        assertEquals(List.of("<38>one"), frames.all());
    }

    @Test
    void count_atTheLimit_isTaken() {
        String message = "<38>" + "x".repeat(OCTETS_MAX - 4);
        assertEquals(Verdict.GO_ON, feed(OCTETS_MAX + " " + message));
        assertEquals(List.of(message), frames.all());
    }

    @Test
    void line_atTheLimit_isTaken() {
        String message = "<38>" + "x".repeat(OCTETS_MAX - 4);
        assertEquals(Verdict.GO_ON, feed(message + "\n" + message + "\n"));
        assertEquals(List.of(message, message), frames.all());
    }

    @Test
    void line_aboveTheLimit_endsTheStreamWithOrWithoutItsEnd() {
        assertEquals(Verdict.OVERSIZE, feed("x".repeat(OCTETS_MAX + 1)));
        assertEquals(
                Verdict.OVERSIZE,
                new StreamDecoder(OCTETS_MAX)
                        .feed(Frames.octets("x".repeat(OCTETS_MAX + 1) + "\n"), 0, OCTETS_MAX + 2, frames));
        decoder.end(frames);
        assertEquals(List.of(), frames.all());
    }

    @Test
    void gigabyteCount_isALineThatGrowsToTheLimitAndNoFurther() {
        StreamDecoder large = new StreamDecoder(65_536);
        byte[] flood = Frames.octets("1000000000 " + "x".repeat(16_000));
        Verdict verdict = Verdict.GO_ON;
        int reads = 0;
        while (verdict == Verdict.GO_ON && reads < 10) {
            verdict = large.feed(flood, 0, flood.length, frames);
            reads++;
        }
        assertEquals(Verdict.OVERSIZE, verdict);
        assertEquals(5, reads);
        assertEquals(List.of(), frames.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\26\3\1\2\0", "\26\3"})
    void tlsHello_isNamed(String octets) {
        assertEquals(Verdict.TLS, feed(octets));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\1", "x\u005e", "x\u009c", "x\u00da\24\313"})
    void compressedStream_isNamed(String octets) {
        assertEquals(Verdict.COMPRESSED, feed(octets));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 open 86 relp_version=0\n", "GET /metrics HTTP/1.1\r\n", "PRI * HTTP/2.0\r\n", "POST /"})
    void otherProtocol_isNamed(String octets) {
        assertEquals(Verdict.NOT_SYSLOG, feed(octets));
        assertEquals(List.of(), frames.all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\26\4", "\26", "x", "xylophone", "1 o", "1 open", "1 opener", "GET", "GET metrics", "P", "G"})
    void textLikeAGreeting_isALine(String octets) {
        assertEquals(Verdict.GO_ON, feed(octets + "\n<38>one\n"));
        assertEquals(List.of(octets, "<38>one"), frames.all());
    }

    @Test
    void greeting_afterTheFirstFrame_isALine() {
        assertEquals(Verdict.GO_ON, feed("<38>one\nGET / HTTP/1.1\n\26\3\1\nx\u009c\n"));
        assertEquals(List.of("<38>one", "GET / HTTP/1.1", "\26\3\1", "x\u009c"), frames.all());
    }

    @Test
    void greeting_afterALineFeed_isALine() {
        assertEquals(Verdict.GO_ON, feed("\nGET / HTTP/1.1\n"));
        assertEquals(List.of("GET / HTTP/1.1"), frames.all());
    }

    @Test
    void end_givesUnfinishedLineAsCut() {
        feed("<38>one\n<38>Accepted password for root from 192.0.2.1");
        decoder.end(frames);
        decoder.end(frames);
        assertEquals(List.of("<38>one", Frames.cut("<38>Accepted password for root from 192.0.2.1")), frames.all());
    }

    @Test
    void end_givesUnfinishedCountedFrameAsCut() {
        feed("100 <38>half");
        decoder.end(frames);
        assertEquals(List.of(Frames.cut("<38>half")), frames.all());
    }

    @Test
    void end_givesUndecidedOctetsAsCut() {
        feed("<38>one\n104 ");
        decoder.end(frames);
        assertEquals(List.of("<38>one", Frames.cut("104 ")), frames.all());
    }

    @Test
    void frameInsideARead_isAViewOfIt() {
        byte[] read = Frames.octets("<38>one\n7 <38>two");
        decoder.feed(read, 0, read.length, (array, from, to, cut) -> assertTrue(array == read, "no copy"));
    }

    @Test
    void emptyRead_changesNothing() {
        assertEquals(Verdict.GO_ON, feed(""));
        feed("<38>o");
        feed("");
        feed("ne\n");
        assertEquals(List.of("<38>one"), frames.all());
    }

    @Test
    void limit_belowOne_isRefused() {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new StreamDecoder(0));
        assertEquals("longest frame is 0 octets, expected 1 or more", refused.getMessage());
    }

    private Verdict feed(String octets) {
        byte[] array = Frames.octets("-" + octets + "-");
        return decoder.feed(array, 1, array.length - 1, frames);
    }
}
