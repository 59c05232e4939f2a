package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a RELP sender says, and what it is answered. */
class RelpSessionTest {
    /** What librelp 1.11.0 sends first. */
    private static final String OPEN =
            "1 open 86 relp_version=0\nrelp_software=librelp,1.11.0,http://librelp.adiscon.com\ncommands=syslog\n";

    private static final String OPENED =
            "1 rsp 66 200 OK\nrelp_version=0\nrelp_software=authwatch,1.0\ncommands=syslog\n\n";

    private final List<String> messages = new ArrayList<>();
    private final RelpSession session = new RelpSession(65_536, "authwatch,1.0");

    private Verdict feed(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return session.feed(octets, 0, octets.length, this::message);
    }

    private void message(byte[] array, int from, int to, boolean cut) {
        assertFalse(cut);
        messages.add(new String(array, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private String answers() {
        return new String(session.answers(), StandardCharsets.ISO_8859_1);
    }

    private static String syslog(int transaction, String message) {
        return transaction + " syslog " + message.length() + " " + message + "\n";
    }

    @Test
    void open_isAnsweredWithOurOffers() {
        assertEquals(Verdict.GO_ON, feed(OPEN));
        assertEquals(OPENED, answers());
    }

    @Test
    void message_isAnsweredOnlyWhenItIsDurable() {
        feed(OPEN + syslog(2, "<38>a") + syslog(3, "<38>b"));
        assertEquals(List.of("<38>a", "<38>b"), messages);
        assertEquals(OPENED, answers());
        session.durable(2);
        assertEquals("2 rsp 6 200 OK\n", answers());
        assertEquals("", answers());
        session.durable(3);
        assertEquals("3 rsp 6 200 OK\n", answers());
    }

    @Test
    void close_isAnsweredLast_withNothing() {
        feed(OPEN + syslog(2, "<38>a"));
        assertEquals(Verdict.ENDED, feed("3 close 0\n"));
        assertEquals(OPENED, answers());
        assertFalse(session.isOver());
        session.durable(2);
        assertEquals("2 rsp 6 200 OK\n3 rsp 0\n", answers());
        assertTrue(session.isOver());
    }

    @Test
    void secondOpen_isRefused_andTheSessionGoesOn() {
        feed(OPEN);
        answers();
        assertEquals(Verdict.GO_ON, feed(OPEN.replaceFirst("1", "2")));
        assertEquals("2 rsp 43 500 protocol error: connection already open\n", answers());
    }

    @Test
    void openWithoutSyslog_isRefused_andTheSessionEnds() {
        assertEquals(Verdict.ENDED, feed("1 open 15 commands=starts\n"));
        assertEquals("1 rsp 42 500 required command syslog is not offered\n", answers());
        assertTrue(session.isOver());
    }

    @Test
    void openWithTooManyOffers_isRefused() {
        String offers = "a=b\n".repeat(40) + "commands=syslog";
        assertEquals(Verdict.ENDED, feed("1 open " + offers.length() + " " + offers + "\n"));
        assertEquals("1 rsp 19 500 too many offers\n", answers());
    }

    @Test
    void unknownCommand_isAnsweredInItsTurn() {
        feed(OPEN + syslog(2, "<38>a") + "3 starttls 0\n");
        assertEquals(OPENED, answers());
        session.durable(2);
        assertEquals("2 rsp 6 200 OK\n3 rsp 28 500 command is not supported\n", answers());
    }

    @Test
    void transactionOutOfOrder_endsTheSession() {
        feed(OPEN);
        assertEquals(Verdict.NOT_RELP, feed(syslog(5, "<38>a")));
        assertEquals("transaction 5 came after 1", session.fault());
        assertEquals(List.of(), messages);
    }

    @Test
    void messageBeforeOpen_endsTheSession() {
        assertEquals(Verdict.NOT_RELP, feed(syslog(1, "<38>a")));
        assertEquals("'syslog' came before 'open'", session.fault());
    }

    @Test
    void headersThatAreNone_endTheSession() {
        for (String header : List.of(
                "x",
                " ",
                "1234567890 open",
                "1  1",
                "1 o1 0\n",
                "1 open x",
                "1 open 0 x",
                "1 open 5\n",
                "1 open 1234567890 ",
                "1 " + "a".repeat(33) + " 0\n",
                "<38>Nov 23 12:00:00 web-1 sshd[1]: x\n",
                "GET / HTTP/1.1\r\n\r\n",
                "\n",
                "-1 open 1 ")) {
            RelpSession fresh = new RelpSession(65_536, "authwatch,1.0");
            byte[] octets = (header + "\n".repeat(60)).getBytes(StandardCharsets.ISO_8859_1);
            assertEquals(Verdict.NOT_RELP, fresh.feed(octets, 0, octets.length, this::message), header);
        }
    }

    @Test
    void dataLongerThanTheLimit_isRefusedBeforeItComes() {
        feed(OPEN);
        assertEquals(Verdict.OVERSIZE, feed("2 syslog 1048577 "));
    }

    @Test
    void messageLongerThanTheLimit_losesItsEnd_andTheSessionGoesOn() {
        RelpSession small = new RelpSession(4, "authwatch,1.0");
        byte[] octets = ("1 open 15 commands=syslog\n2 syslog 9 123456789\n3 syslog 1 x\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<String> cut = new ArrayList<>();
        small.feed(
                octets,
                0,
                octets.length,
                (array, from, to, isCut) ->
                        cut.add(new String(array, from, to - from, StandardCharsets.ISO_8859_1) + " " + isCut));
        assertEquals(List.of("1234 true", "x false"), cut);
    }

    @Test
    void tlsHello_isSeen() {
        assertEquals(Verdict.TLS, feed("\u0016\u0003\u0001"));
    }

    @Test
    void dataWithoutItsEnd_endsTheSession() {
        feed(OPEN);
        assertEquals(Verdict.NOT_RELP, feed("2 syslog 3 abcX"));
    }

    @Test
    void anyChunking_givesTheSameMessagesAndAnswers() {
        StringBuilder stream = new StringBuilder(OPEN);
        Random random = new Random(7);
        for (int transaction = 2; transaction < 60; transaction++) {
            stream.append(syslog(transaction, "<38>" + "m\n".repeat(random.nextInt(40))));
        }
        stream.append("60 close 0\n");
        byte[] octets = stream.toString().getBytes(StandardCharsets.ISO_8859_1);
        feed(stream.toString());
        session.durable(59);
        String answers = answers();
        List<String> expected = List.copyOf(messages);
        for (int seed = 0; seed < 500; seed++) {
            messages.clear();
            Random cuts = new Random(seed);
            RelpSession other = new RelpSession(65_536, "authwatch,1.0");
            StringBuilder answered = new StringBuilder();
            for (int at = 0; at < octets.length; ) {
                int to = Math.min(octets.length, at + 1 + cuts.nextInt(seed % 2 == 0 ? 3 : 200));
                other.feed(octets.clone(), at, to, this::message);
                other.durable(cuts.nextBoolean() ? other.received() : 0);
                answered.append(new String(other.answers(), StandardCharsets.ISO_8859_1));
                at = to;
            }
            other.durable(other.received());
            answered.append(new String(other.answers(), StandardCharsets.ISO_8859_1));
            assertEquals(expected, messages, "seed " + seed);
            assertEquals(answers, answered.toString(), "seed " + seed);
            assertTrue(other.isOver());
        }
    }
}
