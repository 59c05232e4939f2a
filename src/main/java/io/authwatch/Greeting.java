package io.authwatch;

import io.authwatch.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a start says: what listens, which rules are in force, where the password is, and one line to try it with. */
final class Greeting {
    private Greeting() {}

    /** One line each. */
    static List<String> lines(Settings settings, String rules, List<String> listening) {
        List<String> lines = new ArrayList<>();
        lines.add("Listening: " + (listening.isEmpty() ? "nothing" : String.join(", ", listening)));
        lines.add("Rules: " + rules);
        Path password = settings.dataDir().resolve("admin-password").toAbsolutePath();
        lines.add("API: user admin, password in " + password);
        if (settings.pushover() == null) {
            lines.add("Dry run: no Pushover token, so notifications are written here. Set PUSHOVER_TOKEN and"
                    + " PUSHOVER_USER to send them");
        }
        Settings.Udp udp = settings.udp();
        if (udp != null) {
            lines.add("Try it: logger -n 127.0.0.1 -P " + udp.port()
                    + " -d -p auth.info -t sshd --id=4242 'Failed password for root from 192.0.2.7 port 22 ssh2'");
        }
        return lines;
    }
}
