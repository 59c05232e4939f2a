package io.authwatch.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.rule.Learnt;
import io.authwatch.rule.Priority;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LearntWordingTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T12:01:05Z");
    private static final Instant UNTIL = Instant.parse("2026-11-30T12:01:09Z");

    @Test
    void lesson_isToldInOneQuietMessage() {
        Notification notification = LearntWording.write(new Learnt("new-source", 412, 50, SINCE, UNTIL), UNTIL);
        assertEquals("new-source learnt 412 combinations on 50 hosts", notification.title());
        assertEquals(
                "From 2026-11-23 12:01:05 UTC to 2026-11-30 12:01:09 UTC they were new to rule new-source and not told.\n"
                        + "From now on what is new is told at once, on hosts that have learnt.",
                notification.message());
        assertEquals(Priority.LOW, notification.priority());
        assertEquals("learnt-new-source-1795435265000", notification.id());
    }

    @Test
    void lessonOfARuleThatDoesNotTellHostsApart_namesNone() {
        Notification notification = LearntWording.write(new Learnt("r", 1, 0, SINCE, UNTIL), UNTIL);
        assertEquals("r learnt 1 combination", notification.title());
    }
}
