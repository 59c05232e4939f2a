package io.authwatch.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Frames;
import io.authwatch.wire.Datagram;
import io.authwatch.wire.FrameSink;
import io.authwatch.wire.LineCutter;
import io.authwatch.wire.StreamDecoder;
import io.authwatch.wire.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What Debian 12's rsyslog and sshd wrote, read by the decoders and the parser, and again by the regular expressions
 * here. The same eight messages were sent in every form, so the forms must agree too.
 */
class WireCaptureTest {
    private static final int OCTETS_MAX = 65_536;
    private static final Pattern BSD = Pattern.compile(
            "(?s)(?:<\\d+>)?(?:\\w{3} +\\d+ [\\d:]{8}|[\\dT:.+-]{32}) (\\S+) ([^\\[: ]+)(?:\\[(\\d+)])?:? *(.*)");
    private static final Pattern RFC_5424 = Pattern.compile("(?s)<\\d+>1 \\S+ (\\S+) (\\S+) (\\S+) \\S+ - *(.*?)\n?");
    private static final Instant CAPTURED = Instant.parse("2026-11-23T03:41:40Z");

    private record Read(String host, String program, String pid, String text) {}

    @Test
    void forwardedMessages_areReadAlikeInEveryForm() throws IOException {
        int forms = 0;
        for (WireCapture.Section section : WireCapture.sections(WireCapture.file("rsyslog-8.2302-wire.txt"))) {
            if (section.name().equals("tcp-stream-zlib")) {
                assertEquals(Verdict.COMPRESSED, decode(section, new Frames()));
            } else if (section.name().matches("(tcp|udp|relp).*")) {
                List<String> frames = frames(section);
                assertEquals(8, frames.size(), section.name());
                assertEquals(
                        List.of(
                                "sshd",
                                "sudo",
                                "a-very-long-program-name-that-ex",
                                "sshd",
                                "sshd",
                                "sshd",
                                "sshd",
                                "sshd"),
                        frames.stream()
                                .map(frame -> left(check(frame).program(), 32))
                                .toList(),
                        section.name());
                forms++;
            }
        }
        assertEquals(9, forms);
    }

    @Test
    void lines_ofAFile_areReadInBothForms() throws IOException {
        for (WireCapture.Section section : WireCapture.sections(WireCapture.file("rsyslog-8.2302-wire.txt"))) {
            if (section.name().equals("file.log") || section.name().equals("trad")) {
                Frames frames = new Frames();
                LineCutter cutter = new LineCutter(OCTETS_MAX);
                int consumed = cutter.cut(section.octets(), 0, section.octets().length, frames);
                assertTrue(frames.all().size() >= 8, section.name());
                frames.all().forEach(WireCaptureTest::check);
                assertTrue(section.octets().length - consumed > 0, "the capture ends inside a line");
            }
        }
    }

    @Test
    void linesOfSshd_areRead() throws IOException {
        Path file = WireCapture.file("debian12-sshd-auth.log");
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        assertEquals(22, lines.size());
        for (String line : lines) {
            Read read = check(line);
            assertEquals("vm sshd", read.host() + " " + read.program());
        }
    }

    /** Parses a frame, and asserts that the regular expressions read the same. */
    private static Read check(String frame) {
        byte[] octets = Frames.octets(frame);
        SyslogMessage message = new SyslogMessage();
        new SyslogParser().parse(octets, 0, octets.length, false, message);
        byte[] text = Arrays.copyOfRange(octets, message.textFrom(), message.textTo());
        Read read = new Read(message.host(), message.program(), message.pid(), Frames.text(text));
        Matcher matcher = (frame.contains(">1 ") ? RFC_5424 : BSD).matcher(frame);
        assertTrue(matcher.matches(), frame);
        String pid = "-".equals(matcher.group(3)) ? null : matcher.group(3);
        assertEquals(new Read(matcher.group(1), matcher.group(2), pid, matcher.group(4)), read);
        Instant stamped = Timestamps.stamped(message, CAPTURED, ZoneOffset.UTC);
        assertTrue(stamped != null && Duration.between(stamped, CAPTURED).abs().toHours() < 3, frame);
        assertTrue(message.defects().isEmpty() || message.defects().equals(Set.of(Defect.PRI_MISSING)));
        return read;
    }

    private static List<String> frames(WireCapture.Section section) {
        Frames frames = new Frames();
        if (section.name().startsWith("udp")) {
            for (String datagram : Frames.text(section.octets()).split(Pattern.quote("<|dgram-end|>"))) {
                byte[] octets = Frames.octets(datagram);
                Datagram.deliver(octets, 0, octets.length, OCTETS_MAX, frames);
            }
            return frames.all();
        }
        if (section.name().equals("relp")) {
            return relp(Frames.text(section.octets()));
        }
        assertEquals(Verdict.GO_ON, decode(section, frames), section.name());
        return frames.all();
    }

    private static Verdict decode(WireCapture.Section section, FrameSink sink) {
        return new StreamDecoder(OCTETS_MAX).feed(section.octets(), 0, section.octets().length, sink);
    }

    /** The data of the client's {@code syslog} commands; the server's answers stand in braces. */
    private static List<String> relp(String session) {
        List<String> messages = new ArrayList<>();
        Matcher command = Pattern.compile("\\d+ syslog (\\d+) ").matcher(session);
        int at = 0;
        while (command.find(at)) {
            at = command.end() + Integer.parseInt(command.group(1));
            messages.add(session.substring(command.end(), at));
        }
        return messages;
    }

    private static String left(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
