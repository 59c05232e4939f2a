package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.LoginAlerts;
import io.authwatch.testkit.Rest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A silence holds across a kill, tells beforehand what it would have muted, and at its end what it did. */
class SilenceIT {
    @TempDir
    Path temp;

    @Test
    void silence_survivesAKill_andTellsAtItsEndWhatItHeldBack() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp)
                        .withRules(LoginAlerts.RULES)
                        .sendingTo(pushover)
                        .start()) {
            LoginAlerts.raise(authwatch, "ann");
            pushover.awaitAccepted(1);
            Instant end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
            JsonNode silence = authwatch
                    .api()
                    .silence("{\"host\": \"web-*\", \"end\": \"" + end
                            + "\", \"owner\": \"eve\", \"comment\": \"move\"}");
            assertEquals(1, silence.at("/preview/alerts").asInt());
            assertEquals("1", silence.get("id").asText());
            LoginAlerts.raise(authwatch, "ben");
            Rest.await(authwatch, 2);
            authwatch.kill();
            authwatch.start();
            LoginAlerts.raise(authwatch, "cid");
            Rest.await(authwatch, 1);
            List<JsonNode> listed = authwatch.api().silences();
            assertEquals(1, listed.size());
            assertEquals(end.toString(), listed.get(0).get("end").asText());
            assertEquals(2, listed.get(0).get("alerts").asInt());
            assertEquals(1, pushover.accepted().size());
            assertTrue(authwatch.api().alerts().stream()
                    .anyMatch(alert -> alert.get("state").asText().equals("silenced")));
            authwatch.api().unsilence("1");
            assertEquals(
                    "2 alerts of all on web-* silenced (2 times)",
                    pushover.awaitAccepted(2).get(1).field("title"));
            assertEquals(List.of(), authwatch.api().silences());
        }
    }
}
