package io.authwatch.auth;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of programs: several names that one program goes by become one, the name that rule files use. */
public final class Programs {
    private static final Map<String, String> ALIASES = Map.of("sshd-session", "sshd", "sshd-auth", "sshd");

    private Programs() {}

    /**
     * The normalised name: sshd for sshd-session and sshd-auth, cron in any case and for crond, no PAM module or option in
     * parentheses behind it, no bracket that gdm leaves behind. Null stays null.
     */
    public static @Nullable String normalised(@Nullable String program) {
        if (program == null) {
            return null;
        }
        int paren = program.indexOf('(');
        String name = paren > 0 ? program.substring(0, paren) : program;
        if (name.length() > 1 && name.endsWith("]")) {
            name = name.substring(0, name.length() - 1);
        }
        if (isCron(name)) {
            return "cron";
        }
        return ALIASES.getOrDefault(name, name);
    }

    private static boolean isCron(String name) {
        return name.equalsIgnoreCase("cron")
                || name.equalsIgnoreCase("crond")
                || name.equalsIgnoreCase("/usr/sbin/cron");
    }
}
