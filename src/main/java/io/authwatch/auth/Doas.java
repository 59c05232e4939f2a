package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.ELEVATE;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;
import java.util.List;

/**
 * doas of OpenBSD 5.8 and later, and OpenDoas 6 (doas.c).
 *
 * <pre>
 *  bob ran command /bin/ls -l as root from /home/bob
 * </pre>
 *
 * <p>Both the command and the working directory may hold {@code " as nobody from /"}: such a line is read as root if any
 * reading says root, and marked.
 */
final class Doas implements Recogniser {
    private static final byte[] RAN = Octets.literal(" ran command ");
    private static final byte[] AS = Octets.literal(" as ");
    private static final byte[] FROM = Octets.literal(" from ");

    private static final Shapes SHAPES = Shapes.of(List.of(
            refused("failed", "failed auth for {user}", "bad-credentials"),
            refused("not-permitted", "command not permitted for {user}: {command*}", "not-allowed"),
            refused("failed-command", "failed command for {user}: {command*}", "not-allowed"),
            refused("terminal-required", "tty required for {user}", "no-credentials")));

    @Override
    public String name() {
        return "doas";
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        Octets octets = view.octets();
        int from = view.textFrom();
        int to = view.textTo();
        int ran = octets.indexOf(RAN, from, to);
        if (ran > from && octets.indexOf(' ', from, ran) < 0) {
            readRun(octets, ran + RAN.length, to, view);
            if (view.action() != AuthAction.OTHER) {
                view.put(Field.USER, from, ran);
            }
        } else {
            SHAPES.read(octets, from, to, view);
        }
    }

    private static void readRun(Octets octets, int from, int to, AuthView view) {
        int readings = 0;
        int chosen = -1;
        for (int as = octets.indexOf(AS, from, to); as >= 0; as = octets.indexOf(AS, as + 1, to)) {
            int target = as + AS.length;
            int end = octets.indexOf(' ', target, to);
            if (end > target && octets.startsWith(end, to, FROM)) {
                readings++;
                boolean rootChosen = chosen >= 0 && isRoot(octets, chosen, to);
                chosen = rootChosen ? chosen : as;
            }
        }
        if (chosen < 0) {
            return;
        }
        int end = octets.indexOf(' ', chosen + AS.length, to);
        view.is(ELEVATE, SUCCESS, "ran")
                .put(Field.COMMAND, from, chosen)
                .put(Field.TARGET, chosen + AS.length, end)
                .put(Field.DIRECTORY, end + FROM.length, to);
        if (readings > 1) {
            view.markSuspicious();
        }
    }

    private static boolean isRoot(Octets octets, int as, int to) {
        int from = as + AS.length;
        return Sudo.isRoot(octets, from, octets.indexOf(' ', from, to));
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, ELEVATE, FAILURE, template).because(reason);
    }
}
