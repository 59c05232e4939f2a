package io.authwatch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.CellReader;
import io.authwatch.rule.CellWriter;
import io.authwatch.rule.StateCell;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final byte VERSION = 1;

    @Test
    void distinct_isExactUpToItsBound_andThenSaysSo() {
        Distinct distinct = new Distinct(5_000);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                distinct.add("host-" + i);
            }
        }
        assertEquals(5_000, distinct.size());
        assertFalse(distinct.more());
        distinct.add("one more");
        assertEquals(5_000, distinct.size());
        assertTrue(distinct.more());
    }

    @Test
    void fewValues_areCountedExactly_theFrequentFirst() {
        Tally tally = new Tally(100);
        for (int i = 0; i < Tally.NAMES_MAX; i++) {
            tally.add("v" + i, i + 1);
        }
        Spread spread = tally.spread();
        assertEquals(new Spread.Top("v63", 64, true), spread.top().get(0));
        assertEquals(64 * 65 / 2, spread.times());
        assertEquals(64, spread.distinct());
    }

    @Test
    void frequentValue_isNeverMissing_andItsCountNeverTooHigh() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            Tally tally = new Tally(100_000);
            Map<String, Integer> exact = new HashMap<>();
            for (int i = 0; i < 5_000; i++) {
                String value = random.nextInt(10) == 0 ? "frequent" : "rare" + random.nextInt(3_000);
                tally.add(value, 1);
                exact.merge(value, 1, Integer::sum);
            }
            Spread spread = tally.spread();
            assertEquals(exact.size(), spread.distinct(), "seed " + seed);
            assertEquals("frequent", spread.top().get(0).value(), "seed " + seed);
            for (Spread.Top top : spread.top()) {
                assertTrue(top.atLeast() <= exact.get(top.value()), "seed " + seed);
            }
        }
    }

    @Test
    void longValues_areCutButNotTakenForOne() {
        Tally tally = new Tally(10);
        tally.add("x".repeat(300) + "a", 1);
        tally.add("x".repeat(300) + "b", 1);
        assertEquals(2, tally.spread().distinct());
        assertEquals(1, tally.spread().top().size());
    }

    @Test
    void checkpoint_bringsItBackToTheLetter() {
        Random random = new Random(1);
        Tally tally = new Tally(200);
        for (int i = 0; i < 1_000; i++) {
            tally.add("v" + random.nextInt(300), 1);
        }
        Tally back = new Tally(200);
        back.read(new CellReader(new StateCell("k", "r", "", octets(tally)), VERSION));
        assertEquals(tally.spread(), back.spread());
        for (int i = 0; i < 1_000; i++) {
            String value = "v" + random.nextInt(400);
            tally.add(value, 1);
            back.add(value, 1);
        }
        assertEquals(tally.spread(), back.spread());
        assertEquals(java.util.Arrays.toString(octets(tally)), java.util.Arrays.toString(octets(back)));
    }

    private static byte[] octets(Tally tally) {
        CellWriter to = new CellWriter(VERSION);
        tally.write(to);
        return to.octets();
    }
}
