package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.RelpSender;
import io.authwatch.wire.Input;
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
    void silence_isShorterThanWhatSendersWait() {
        assertTrue(Resends.SILENT.compareTo(Duration.ofSeconds(30)) < 0, "timeout= of the drop-ins");
    }
}
