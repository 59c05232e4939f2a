package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairShareTest {
    private final FairShare fair = new FairShare();
    private final UdpSender flood = sender(0);
    private final List<UdpSender> normal = new ArrayList<>();

    private static UdpSender sender(int number) {
        return new UdpSender(Address.of(new byte[] {127, 0, 0, (byte) number}), 0);
    }

    private int within(UdpSender sender, int datagrams, long now) {
        int within = 0;
        for (int i = 0; i < datagrams; i++) {
            fair.came(sender, now);
            within += fair.isOver(sender) ? 0 : 1;
        }
        return within;
    }

    @Test
    void sender_inFullFlow_isCutToWhatEachWouldHaveHad_andNobodyElseIs() {
        for (int i = 1; i <= 50; i++) {
            normal.add(sender(i));
        }
        for (int window = 0; window < 5; window++) {
            long now = window * FairShare.WINDOW_NANOS;
            int flooded = within(flood, 20_000, now);
            assertTrue(flooded <= 20_500 / 51, "taken of the flood: " + flooded);
            for (UdpSender sender : normal) {
                assertEquals(10, within(sender, 10, now + 1));
            }
        }
    }

    @Test
    void sender_thatIsAlone_mayGoOnAsBefore_butNotFaster() {
        within(flood, 1_000, 0);
        assertEquals(1_000, within(flood, 1_500, FairShare.WINDOW_NANOS));
    }

    @Test
    void windows_withNothingBefore_giveTheLeast() {
        within(flood, 1_000, 0);
        assertEquals(FairShare.LEAST, within(flood, 1_000, 7 * FairShare.WINDOW_NANOS));
    }
}
