package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.wire.Origin;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestPageTest {
    private static final int MAX = 400;

    private final RestPage page = new RestPage(Instant.EPOCH, MAX / 2);

    private void add(int place, boolean noShape) {
        page.add(new Origin.Udp("192.0.2.1"), new byte[] {(byte) place}, 0, 1, place, noShape);
    }

    @Test
    void page_holdsWhatIsLookedAt_evenWhereNothingIsShown() {
        RestPage small = new RestPage(Instant.EPOCH, 0);
        for (int place = 0; place < 10_000; place++) {
            small.add(new Origin.Udp("192.0.2.1"), new byte[] {1}, 0, 1, place, true);
        }
        assertTrue(small.size() >= UnknownShapes.LINES_PER_SECOND_MAX && small.size() <= MAX, "holds " + small.size());
    }

    @Test
    void marks_stayWithTheirMessages_whenTheFirstHalfGoes() {
        int half = MAX / 2;
        for (int place = 0; place < MAX; place++) {
            add(place, place < 7 || place == half + 3);
        }
        assertEquals(8, page.unknowns());
        add(MAX, true);
        assertEquals(2, page.unknowns());
        assertEquals(half + 1, page.size());
        page.numbered(0);
        assertEquals(
                List.of(half + 3L, (long) MAX),
                IntStream.range(0, page.size())
                        .filter(page::isUnknown)
                        .mapToObj(page::id)
                        .toList());
    }
}
