package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;
import java.util.List;

/**
 * The line that stands for repeats, under any program's name or none: of BSD's syslogd (FreeBSD 8 to 14, NetBSD,
 * usr.sbin/syslogd/syslogd.c), sysklogd 1.4 to 1.5 (syslogd.c) and rsyslog 3 to 5 (tools/syslogd.c).
 */
final class LastMessage implements Recogniser {
    private static final byte[] PREFIX = Octets.literal("last message repeated ");
    private static final byte[] DASHED = Octets.literal("--- last message repeated ");
    private static final Shapes SHAPES = Shapes.of(List.of(
            shape("repeated", "last message repeated {count} times"),
            shape("repeated-once", "last message repeated {count} time"),
            shape("repeated-dashed", "--- last message repeated {count} times ---"),
            shape("repeated-dashed-once", "--- last message repeated {count} time ---")));

    @Override
    public String name() {
        return "last-message";
    }

    /** Whether the text may be such a line. */
    static boolean mayBe(AuthView view) {
        Octets octets = view.octets();
        return octets.startsWith(view.textFrom(), view.textTo(), PREFIX)
                || octets.startsWith(view.textFrom(), view.textTo(), DASHED);
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        SHAPES.read(view.octets(), view.textFrom(), view.textTo(), view);
    }

    private static Shape shape(String name, String template) {
        return Shape.of(name, AuthAction.REPEATED, Outcome.UNKNOWN, template);
    }
}
