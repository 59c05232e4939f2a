package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batches;
import io.authwatch.wire.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();
    private final Map<Batch, String> names = new HashMap<>();

    private boolean offer(String sender, int number, int octets) {
        Batch batch = Batches.of(Input.TCP, 1, octets, null, () -> {});
        names.put(batch, sender + number);
        return turns.offer(batch, sender);
    }

    private List<String> next(int batches) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            taken.add(names.get(turns.next()));
        }
        return taken;
    }

    @Test
    void sender_inFullFlow_delaysNoOther() {
        for (int i = 0; i < 1_000; i++) {
            assertTrue(offer("flood", i, 65_536));
        }
        offer("a", 0, 100);
        offer("b", 0, 100);
        offer("b", 1, 100);
        assertEquals(List.of("flood0", "a0", "b0", "b1", "flood1", "flood2"), next(6));
        offer("c", 0, 100);
        assertEquals(List.of("flood3", "c0"), next(2));
    }

    @Test
    void smallBatches_ofOneSender_shareATurn_butNotForEver() {
        for (int i = 0; i < 200; i++) {
            assertTrue(offer("flood", i, 60));
        }
        offer("a", 0, 60);
        assertEquals("a0", next(65).get(64));
    }

    @Test
    void batches_ofOneSender_keepTheirOrder() {
        for (int i = 0; i < 100; i++) {
            offer("a", i, 40_000);
            offer("b", i, 70_000);
        }
        List<String> taken = next(200);
        for (String sender : List.of("a", "b")) {
            List<String> own =
                    taken.stream().filter(name -> name.startsWith(sender)).toList();
            for (int i = 0; i < 100; i++) {
                assertEquals(sender + i, own.get(i));
            }
        }
        assertThrows(NoSuchElementException.class, turns::next);
    }

    @Test
    void input_thatStandsForManySenders_hasALongerTurn_andAllTheRoom() {
        for (int i = 0; i < Turns.BATCHES_MAX - 1; i++) {
            Batch datagrams = Batches.of(Input.UDP, 1, 65_536, null, () -> {});
            names.put(datagrams, "udp");
            assertTrue(turns.offer(datagrams));
        }
        assertTrue(offer("a", 0, 100));
        assertEquals("a0", next(17).get(16));
    }

    @Test
    void room_isBounded_forOneSenderAndInAll_andFreeAgainAfterwards() {
        for (int i = 0; i < Turns.BATCHES_OF_SENDER_MAX; i++) {
            assertTrue(offer("flood", i, 1));
        }
        assertFalse(offer("flood", -1, 1));
        for (int i = Turns.BATCHES_OF_SENDER_MAX; i < Turns.BATCHES_MAX; i++) {
            assertTrue(offer("s" + i, 0, 1));
        }
        assertFalse(offer("late", 0, 1));
        next(1);
        assertTrue(offer("late", 0, 1));
    }
}
