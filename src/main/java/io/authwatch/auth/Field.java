package io.authwatch.auth;

import java.util.Optional;

/**
 * The fields of an event: the short name that rule files use, and the ECS name that the API shows. The order is part of
 * the log's format: append, never reorder.
 */
public enum Field {
    /** What happened; see {@link AuthAction}. */
    ACTION("action", "event.action", false),
    /** How it ended: success, failure, unknown. */
    OUTCOME("outcome", "event.outcome", false),
    /** The host that the event belongs to. */
    HOST("host", "host.name", false),
    /** The address that sent the message, or the file it came from. */
    PEER("peer", "log.source.address", false),
    /** The program's name, normalised: sshd for sshd-session and sshd-auth. */
    PROGRAM("program", "process.name", false),
    /** The whole text of the message. */
    MESSAGE("message", "message", false),

    /** The acting or claimed login name. */
    USER("user", "user.name", true),
    /**
     * Whom the user became (elevate; login where the line names root alone), or the managed account (user-*,
     * group-member-*, password-change).
     */
    TARGET("target", "user.effective.name", true),
    /** The address that the action came from: IPv4 or IPv6, never a name. */
    SOURCE("source", "source.ip", true),
    /** The port that goes with the source, decimal. */
    PORT("port", "source.port", true),
    /** A host name where the program logged no address; a claim. */
    DOMAIN("domain", "source.domain", true),
    /** The group concerned. */
    GROUP("group", "group.name", true),
    /** The command line that was run or refused. */
    COMMAND("command", "process.command_line", true),
    /** Its working directory. */
    DIRECTORY("directory", "process.working_directory", true),
    /** password, publickey, keyboard-interactive/pam … */
    METHOD("method", "auth.method", true),
    /** The key's fingerprint, as SHA256:… */
    KEY("key", "auth.key", true),
    /** The terminal. */
    TTY("tty", "auth.tty", true),
    /** The PAM service. */
    SERVICE("service", "auth.service", true),
    /** Why it failed: bad-credentials, unknown-user, not-allowed … */
    REASON("reason", "event.reason", true),

    /** Whether the text is ambiguous or holds what no honest client sends: true, false. */
    SUSPICIOUS("suspicious", "auth.suspicious", false);

    private static final Field[] ALL = values();

    private final String label;
    private final String ecs;
    private final boolean recognised;

    Field(String label, String ecs, boolean recognised) {
        this.label = label;
        this.ecs = ecs;
        this.recognised = recognised;
    }

    /** The short name, as rule files write it. */
    public String label() {
        return label;
    }

    /** The ECS name; of {@link #TARGET} the one for elevate and login, see {@link AuthEvent#ecsName}. */
    public String ecs() {
        return ecs;
    }

    /** Whether a recogniser finds it in the text, so that {@link Attributes} holds it. */
    public boolean recognised() {
        return recognised;
    }

    /** How many fields there are. */
    public static int count() {
        return ALL.length;
    }

    /** The field of an ordinal. */
    public static Field of(int ordinal) {
        return ALL[ordinal];
    }

    /** The field of a short name; empty if there is none. */
    public static Optional<Field> named(String label) {
        for (Field field : ALL) {
            if (field.label.equals(label)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
