package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.RuleSet;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Harness harness = new Harness(RuleSet.builtIn());
    private final Memory memory = new Memory(harness.lanes(Identity.HEADER), "here", 3, Happenings.NONE);

    private void read(Instant now, String... frames) {
        Batch batch = harness.read(now, frames);
        harness.pipeline.decide(batch, new TurnDraft());
        memory.committed(batch);
    }

    private List<AuthEvent> recent(long before, int limit) {
        return memory.withRecent(List.of(), before, null, limit);
    }

    @Test
    void events_come_newest_first_and_page_on_by_id() {
        read(Harness.NOON, "<38>Nov 23 12:00:00 a odd: one", "<38>Nov 23 12:00:00 b odd: two");
        read(Harness.NOON.plusSeconds(1), "<38>Nov 23 12:00:01 a odd: three");
        List<AuthEvent> all = recent(Long.MAX_VALUE, 10);
        assertEquals(List.of("three", "two", "one"), texts(all));
        assertEquals(List.of("two"), texts(recent(all.get(0).id(), 1)));
        assertEquals(List.of("three", "one"), texts(memory.withRecent(List.of(), Long.MAX_VALUE, "a", 10)));
    }

    private static List<String> texts(List<AuthEvent> events) {
        return events.stream().map(AuthEvent::message).toList();
    }

    @Test
    void no_more_than_the_last_are_held_and_the_newest_always() {
        for (int turn = 0; turn < 30; turn++) {
            int of = turn;
            String[] frames = IntStream.range(0, 1_000)
                    .mapToObj(i -> "<38>Nov 23 12:00:00 a odd: " + of + "/" + i)
                    .toArray(String[]::new);
            read(Harness.NOON.plusSeconds(turn), frames);
        }
        List<AuthEvent> all = recent(Long.MAX_VALUE, 100_000);
        assertTrue(all.size() >= Harness.RECENT_MAX, "held " + all.size());
        assertTrue(all.size() < Harness.RECENT_MAX + 1_000, "held " + all.size());
        assertEquals("29/999", all.get(0).message());
    }

    @Test
    void one_batch_larger_than_all_that_is_held_leaves_its_newest() {
        String[] frames = IntStream.range(0, 25_000)
                .mapToObj(i -> "<38>Nov 23 12:00:00 a odd: " + i)
                .toArray(String[]::new);
        read(Harness.NOON, frames);
        List<AuthEvent> all = recent(Long.MAX_VALUE, 100_000);
        assertTrue(all.size() >= Harness.RECENT_MAX && all.size() <= 2 * Harness.RECENT_MAX, "held " + all.size());
        for (int i = 0; i < all.size(); i++) {
            assertEquals(Integer.toString(24_999 - i), all.get(i).message());
        }
    }

    @Test
    void hosts_are_bounded_and_the_one_silent_for_longest_goes() {
        read(Harness.NOON, "<38>Nov 23 12:00:00 a odd: x", "<38>Nov 23 12:00:00 b odd: x");
        read(Harness.NOON.plusSeconds(1), "<38>Nov 23 12:00:00 c odd: x", "<38>Nov 23 12:00:00 a odd: x");
        read(Harness.NOON.plusSeconds(2), "<38>Nov 23 12:00:00 d odd: x");
        List<HostSeen> hosts = memory.hosts(null, null, 10, harness.pipeline.rules());
        assertEquals(List.of("d", "a", "c"), hosts.stream().map(HostSeen::host).toList());
        assertEquals(2, hosts.get(1).received());
        assertEquals(
                List.of("c"),
                memory.hosts("a", null, 10, harness.pipeline.rules()).stream()
                        .map(HostSeen::host)
                        .toList());
    }

    @Test
    void explanation_changes_nothing_and_tells_every_rule() {
        byte[] line = Harness.refused("web-1", "root", "192.0.2.9").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Explanation explanation = memory.explain(line, null, harness.pipeline.rules(), Harness.NOON);
        assertEquals("sshd", explanation.recogniser());
        assertEquals(
                harness.pipeline.rules().rules().size(), explanation.rules().size());
        assertEquals("web-1", explanation.event().host());
        assertEquals(
                "other",
                memory.explain(new byte[0], null, harness.pipeline.rules(), Harness.NOON)
                        .event()
                        .action()
                        .label());
        assertTrue(memory.hosts(null, null, 10, harness.pipeline.rules()).isEmpty());
    }
}
