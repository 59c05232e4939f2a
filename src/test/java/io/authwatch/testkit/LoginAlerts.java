package io.authwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;

/** The simplest alerts: each user's first login on host web-1 is one, and its notification's title begins with the user. */
public final class LoginAlerts {
    public static final String RULES =
            "rules:\n  entered: {when: {action: login, outcome: success}, per: [host, user]}\n";

    private LoginAlerts() {}

    /** Raises one alert a user, by real log lines over one TCP connection. */
    public static void raise(AuthwatchProcess authwatch, String... users) throws IOException {
        try (TcpSender sender = new TcpSender(authwatch.tcpPort(), "web-1")) {
            for (String user : users) {
                sender.send("sshd", "Accepted password for " + user + " from 192.0.2.7 port 22 ssh2");
            }
        }
    }

    /** Whom the forms tell of, sorted. */
    public static List<String> users(List<FakePushover.Recorded> forms) {
        return forms.stream().map(form -> user(form.field("title"))).sorted().toList();
    }

    /** Whom the notifications tell of that the API shows in this state, sorted. */
    public static List<String> users(AuthwatchProcess authwatch, String state) {
        return authwatch.api().notifications().stream()
                .filter(notification -> notification.get("state").asText().equals(state))
                .map(notification -> user(notification.get("title").asText()))
                .sorted()
                .toList();
    }

    /** The only notification that tells of a user, once it shows {@code value} under {@code key}. */
    public static JsonNode await(AuthwatchProcess authwatch, String user, String key, String value) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertEquals(value, of(authwatch, user).path(key).asText()));
        return of(authwatch, user);
    }

    private static JsonNode of(AuthwatchProcess authwatch, String user) {
        List<JsonNode> found = authwatch.api().notifications().stream()
                .filter(notification -> user(notification.get("title").asText()).equals(user))
                .toList();
        assertEquals(1, found.size(), () -> "notifications that tell of " + user + ": " + found);
        return found.get(0);
    }

    private static String user(String title) {
        return title.split(" ", 2)[0];
    }
}
