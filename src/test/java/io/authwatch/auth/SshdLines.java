package io.authwatch.auth;

import java.util.ArrayList;
import java.util.List;

/** What sshd 9.2 writes of a connection, in order. */
final class SshdLines {
    static final String AT = " from 192.0.2.7 port 50022 ssh2";
    static final String CLOSED = " 192.0.2.7 port 50022 [preauth]";

    private SshdLines() {}

    /** One connection of so many tries: {@code password}, {@code answer} (keyboard-interactive) or {@code key}. */
    static List<String> connection(String method, boolean valid, int tries) {
        String user = valid ? "bob" : "invalid user x";
        List<String> lines = new ArrayList<>();
        if (!valid) {
            lines.add("Invalid user x from 192.0.2.7 port 50022");
        }
        for (int i = 0; i < tries; i++) {
            if (method.equals("key")) {
                lines.add(key("bob"));
            } else if (method.equals("password")) {
                lines.add("Failed password for " + user + AT);
            } else {
                lines.add("Postponed keyboard-interactive for " + user + AT + " [preauth]");
                lines.add("error: PAM: Authentication failure for " + (valid ? "bob" : "illegal user x")
                        + " from 192.0.2.7");
                lines.add("Failed keyboard-interactive/pam for " + user + AT);
            }
        }
        if (tries == 6) {
            lines.add("error: maximum authentication attempts exceeded for " + user + AT + " [preauth]");
        }
        lines.add("Connection closed by " + (valid ? "authenticating user bob" : user) + CLOSED);
        return lines;
    }

    /** A key that is refused. */
    static String key(String user) {
        return "Failed publickey for " + user + AT + ": ED25519 SHA256:abc";
    }
}
