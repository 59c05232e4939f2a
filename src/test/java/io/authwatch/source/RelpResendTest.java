package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.RelpSender;
import io.authwatch.wire.Input;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sender sends again after a broken connection counts once; what it really sends twice counts twice. */
class RelpResendTest extends RelpFixture {
    private void awaitClosed(int connections) {
        await().until(() -> told.count("closed 127.0.0.1") == connections);
    }

    @Test
    void resend_afterABrokenConnection_isAnsweredAndCountsOnce() throws Exception {
        start();
        try (RelpSender first = sender()) {
            deliver(first, "<38>one");
            first.send("<38>two");
            first.send("<38>three");
            await().until(() -> writer.count() == 3);
        }
        awaitClosed(1);
        try (RelpSender again = sender()) {
            deliver(again, "<38>two");
            deliver(again, "<38>three");
            deliver(again, "<38>four");
        }
        assertEquals(List.of("<38>one", "<38>two", "<38>three", "<38>four"), writer.texts());
        assertEquals(2, told.repeated());
        assertEquals(4, told.received(Input.RELP));
    }

    @Test
    void resend_beforeTheFirstIsCommitted_countsOnce_andIsAnsweredOnlyThen() throws Exception {
        start();
        try (RelpSender first = sender()) {
            writer.hold();
            first.send("<38>one");
            await().until(() -> told.received(Input.RELP) == 1);
        }
        awaitClosed(1);
        try (RelpSender again = new RelpSender(connect())) {
            again.send("open", "commands=syslog");
            again.send("<38>one");
            await().until(() -> told.repeated() == 1);
            assertTrue(again.isSilent());
            writer.goOn();
            assertTrue(again.answer().startsWith("1 rsp 200 OK"));
            assertEquals("2 rsp 200 OK", again.answer());
        }
        assertEquals(List.of("<38>one"), writer.texts());
    }

    @Test
    void sameLineTwice_onOneConnection_countsTwice_andItsResendsDoNot() throws Exception {
        start();
        try (RelpSender first = sender()) {
            deliver(first, "<38>same");
            deliver(first, "<38>same");
        }
        awaitClosed(1);
        assertEquals(2, writer.count());
        try (RelpSender again = sender()) {
            for (int i = 0; i < 3; i++) {
                deliver(again, "<38>same");
            }
        }
        assertEquals(3, writer.count(), "two of them were resends");
    }

    @Test
    void sameLine_afterASessionThatEndedInOrder_countsAgain() throws Exception {
        start();
        for (int i = 1; i <= 6; i++) {
            try (RelpSender sender = sender()) {
                deliver(sender, "<38>same");
                sender.end();
            }
            awaitClosed(i);
        }
        assertEquals(6, writer.count());
    }

    @Test
    void sameLine_ofTwoConnectionsAtATime_countsTwice() throws Exception {
        start();
        try (RelpSender one = sender();
                RelpSender other = sender()) {
            deliver(one, "<38>same");
            deliver(other, "<38>same");
        }
        assertEquals(2, writer.count());
    }

    @Test
    void resend_besideAConnectionThatWentSilent_countsOnce() throws Exception {
        start();
        try (RelpSender halfOpen = sender()) {
            deliver(halfOpen, "<38>one");
            clock.step(Resends.SILENT);
            try (RelpSender again = sender()) {
                deliver(again, "<38>one");
            }
        }
        assertEquals(1, writer.count());
    }

    @Test
    void resend_ofOneThatBrokeTwice_countsOnce() throws Exception {
        start();
        for (int i = 1; i <= 3; i++) {
            try (RelpSender sender = sender()) {
                deliver(sender, "<38>one");
            }
            awaitClosed(i);
        }
        assertEquals(1, writer.count());
        assertEquals(2, told.repeated());
    }

    @Test
    void restoredMessage_isKnown_whateverComesBeforeIt_andHoweverItIsWritten() throws Exception {
        resends.restore("127.0.0.1", "<38>kept \\xe9 \u00fc".getBytes(StandardCharsets.UTF_8));
        start();
        try (RelpSender sender = sender()) {
            for (int i = 0; i < 200; i++) {
                deliver(sender, "<38>never kept " + i);
            }
            deliver(sender, "<38>kept \u00e9 \u00c3\u00bc");
            deliver(sender, "<38>kept \u00e9 \u00c3\u00bc");
        }
        assertEquals(201, writer.count());
        assertEquals(1, told.repeated());
    }

    @Test
    void message_isComparedAtTheBeginningOfAConnectionOnly() throws Exception {
        resends.restore("127.0.0.1", "<38>old".getBytes(StandardCharsets.UTF_8));
        start();
        try (RelpSender sender = sender()) {
            for (int i = 0; i < Resends.COMPARED_MAX; i++) {
                deliver(sender, "<38>" + i);
            }
            deliver(sender, "<38>old");
        }
        assertEquals(Resends.COMPARED_MAX + 1, writer.count());
    }

    @Test
    void youngConnection_waits_untilWhatItsSenderLeftBehindIsRead() throws Exception {
        start();
        List<String> sent = new ArrayList<>();
        RelpSender first = sender();
        writer.full(true);
        for (int i = 0; i < 20; i++) {
            sent.add("<38>" + i + "x".repeat(4_000));
            first.send(sent.get(i));
        }
        await().until(() -> inFlight.octets() > 0);
        first.close();
        try (RelpSender again = new RelpSender(connect())) {
            again.send("open", "commands=syslog");
            writer.full(false);
            again.answer();
            for (String message : sent) {
                deliver(again, message);
            }
        }
        assertEquals(numbers(sent), numbers(writer.texts()));
    }

    private static List<String> numbers(List<String> texts) {
        return texts.stream().map(text -> text.replace("x", "")).toList();
    }

    @Test
    void brokenConnections_areRememberedUpToALimit() {
        Resends many = new Resends(() -> 0);
        for (int i = 0; i < 3 * Resends.BROKEN_OF_SENDER_MAX; i++) {
            Resends.Connection connection = many.connection("192.0.2.1");
            assertTrue(!repeats(connection, "m" + i));
            connection.end(false);
        }
        Resends.Connection last = many.connection("192.0.2.1");
        assertTrue(repeats(last, "m" + (3 * Resends.BROKEN_OF_SENDER_MAX - 1)));
        assertTrue(!repeats(last, "m0"), "the eldest are forgotten");
        assertTrue(!repeats(many.connection("192.0.2.2"), "m90"), "another sender's");
    }

    @Test
    void window_ofABusyConnection_isRememberedWhole() {
        Resends many = new Resends(() -> 0);
        Resends.Connection busy = many.connection("192.0.2.1");
        for (int i = 0; i < 10_000; i++) {
            assertTrue(!repeats(busy, "m" + i));
        }
        busy.end(false);
        Resends.Connection next = many.connection("192.0.2.1");
        for (int i = 10_000 - 128; i < 10_000; i++) {
            assertTrue(repeats(next, "m" + i), "m" + i);
        }
        assertTrue(!repeats(next, "m10000"));
    }

    private static boolean repeats(Resends.Connection connection, String message) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        return connection.isRepeated(octets, 0, octets.length);
    }

    @Test
    void silence_isShorterThanWhatSendersWait() {
        assertTrue(Resends.SILENT.compareTo(Duration.ofSeconds(30)) < 0, "timeout= of the drop-ins");
    }
}
