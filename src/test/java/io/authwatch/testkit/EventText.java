package io.authwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event in one line, as tests compare it. */
public final class EventText {
    private static final Map<String, String> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("user", "/user/name");
        FIELDS.put("target", "/user/target/name");
        FIELDS.put("as", "/user/effective/name");
        FIELDS.put("group", "/group/name");
        FIELDS.put("source", "/source/address");
        FIELDS.put("command", "/process/command_line");
        FIELDS.put("directory", "/process/working_directory");
        FIELDS.put("reason", "/event/reason");
    }

    private EventText() {}

    /**
     * What happened, to whom, from where:
     * {@code sudo elevate success user=bob as=root command=/bin/true directory=/ suspicious}. A count that is not 1
     * follows as {@code count=3}.
     */
    public static String of(JsonNode event) {
        List<String> parts = new ArrayList<>();
        for (String path : List.of("/process/name", "/event/action", "/event/outcome")) {
            parts.add(event.at(path).asText());
        }
        FIELDS.forEach((name, path) -> {
            if (!event.at(path).isMissingNode()) {
                parts.add(name + "=" + event.at(path).asText());
            }
        });
        if (event.at("/auth/count").asInt() != 1) {
            parts.add("count=" + event.at("/auth/count").asInt());
        }
        if (event.at("/auth/suspicious").asBoolean()) {
            parts.add("suspicious");
        }
        return String.join(" ", parts);
    }

    /** The same with the pid and the message that it was read from. */
    public static String line(JsonNode event) {
        return of(event) + " <- [" + event.at("/process/pid").asText() + "] "
                + event.at("/message").asText();
    }

    public static String action(JsonNode event) {
        return event.at("/event/action").asText();
    }

    public static boolean isFailedLogin(JsonNode event) {
        return action(event).equals("login")
                && event.at("/event/outcome").asText().equals("failure");
    }
}
