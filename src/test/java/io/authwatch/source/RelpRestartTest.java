package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.StateCell;
import io.authwatch.testkit.RelpSender;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sender sends again to the next process counts once if it was committed, and is taken if it was not. */
class RelpRestartTest extends RelpFixture {
    /** This process ends with all that is not committed; the next one knows what commits kept. */
    private void killAndStart() throws IOException {
        get(vertx.close());
        writer.crash();
        resends = resends(clock);
        writer.memory().forEach(resends::restore);
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        speakRelp();
        start();
    }

    private void deliverAll(RelpSender sender, String... messages) throws IOException {
        for (String message : messages) {
            deliver(sender, message);
        }
    }

    private static void deliverNumbers(RelpSender sender, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            sender.send("<38>" + i);
        }
        for (int i = from; i < to; i++) {
            assertTrue(sender.answer().endsWith("rsp 200 OK"));
        }
    }

    @Test
    void resend_ofWhatWasCommitted_countsOnce_andOfWhatWasNot_isTaken() throws Exception {
        start();
        RelpSender first = sender();
        deliverAll(first, "<38>a", "<38>b", "<38>c");
        writer.hold();
        first.send("<38>d");
        await().until(() -> writer.batches() == 5);
        killAndStart();
        writer.goOn();
        try (RelpSender again = sender()) {
            deliverAll(again, "<38>b", "<38>c", "<38>d", "<38>e");
        }
        assertEquals(List.of("<38>a", "<38>b", "<38>c", "<38>d", "<38>e"), writer.texts());
        assertEquals(2, told.repeated());
    }

    @Test
    void resend_ofASessionThatWasIdleForLong_countsOnce() throws Exception {
        start();
        RelpSender idle = sender();
        deliver(idle, "<38>of the idle session");
        RelpSender busy = sender();
        deliverNumbers(busy, 0, 3 * Trail.REMEMBERED_MIN);
        killAndStart();
        try (RelpSender busyAgain = sender();
                RelpSender idleAgain = sender()) {
            deliverNumbers(busyAgain, 2 * Trail.REMEMBERED_MIN, 4 * Trail.REMEMBERED_MIN);
            deliver(idleAgain, "<38>of the idle session");
        }
        assertEquals(1 + 4 * Trail.REMEMBERED_MIN, writer.count());
    }

    @Test
    void resend_thatIsCutOffAgainAndAgain_countsOnce() throws Exception {
        start();
        deliverAll(sender(), "<38>a", "<38>b", "<38>c", "<38>d");
        for (int reached = 1; reached <= 4; reached++) {
            killAndStart();
            RelpSender again = sender();
            for (String message : List.of("<38>b", "<38>c", "<38>d", "<38>e").subList(0, reached)) {
                deliver(again, message);
            }
        }
        killAndStart();
        deliverAll(sender(), "<38>b", "<38>c", "<38>d", "<38>e", "<38>f");
        assertEquals(List.of("<38>a", "<38>b", "<38>c", "<38>d", "<38>e", "<38>f"), writer.texts());
    }

    @Test
    void sameLineTwice_countsTwice_andItsResendsDoNot() throws Exception {
        start();
        deliverAll(sender(), "<38>same", "<38>same");
        killAndStart();
        deliverAll(sender(), "<38>same", "<38>same", "<38>same");
        assertEquals(3, writer.count(), "two of the last three were resends");
    }

    @Test
    void sessionThatEndedInOrder_isNotKept_onceAnotherBatchIs() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            deliver(sender, "<38>one");
            sender.end();
        }
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        deliver(sender(), "<38>two");
        assertEquals(1, writer.memory().stream().filter(cell -> !cell.gone()).count(), "the second session's");
    }

    @Test
    void elderSession_isKept_untilTheCommitThatKeepsTheOneThatRetoldIt() throws Exception {
        start();
        deliverAll(sender(), "<38>a", "<38>b");
        killAndStart();
        List<String> before = keys();
        RelpSender again = sender();
        writer.hold();
        again.send("<38>b");
        await().until(() -> told.repeated() == 1);
        assertEquals(before, keys());
        writer.goOn();
        await().until(() -> writer.memory().size() == 1 && !keys().equals(before));
    }

    private List<String> keys() {
        return writer.memory().stream().map(StateCell::key).toList();
    }
}
