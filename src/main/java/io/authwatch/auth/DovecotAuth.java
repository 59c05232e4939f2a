package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.Outcome.FAILURE;

import java.util.ArrayList;
import java.util.List;

/**
 * What Dovecot's auth process says of an attempt that its login process counts (2.0 to 2.4, src/auth/auth-request.c
 * {@code get_log_prefix}, passdb-pam.c, passdb-ldap.c; src/auth/auth-worker-server.c of 2.3).
 *
 * <pre>
 *  auth: passwd-file(bob,192.0.2.7,&lt;session&gt;): unknown user
 *  auth-worker(99): pam(bob,192.0.2.7): pam_authenticate() failed: Authentication failure (password mismatch?)
 *  auth(bob,192.0.2.7,sasl:plain)&lt;session&gt;: Password mismatch                         2.4
 * </pre>
 *
 * <p>With {@code auth_verbose_passwords} the password that was tried may follow, which can look like all of this: then
 * neither name nor address is read.
 */
final class DovecotAuth {
    private static final List<String> WRITERS = List.of(
            "auth: {}",
            "auth-worker({#}): {}",
            "auth: Info: {}",
            "auth-worker({#}): Info: {}",
            "auth-worker({#}): conn unix:auth-worker (pid={#},uid={#}): auth-worker<{#}>: {}");

    private static final String PAM = "pam_authenticate() failed: ";

    static final List<Shape> SHAPES = shapes();

    private DovecotAuth() {}

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (Reason reason : reasons()) {
            for (int i = 0; i < WRITERS.size(); i++) {
                String by = i == 0 ? "" : "-" + i;
                shapes.add(reason.shape("-session" + by, WRITERS.get(i) + "({user^:},{source},<{}>): "));
                shapes.add(reason.shape("-peer" + by, WRITERS.get(i) + "({user^:},{source}): "));
            }
            shapes.add(reason.shape("-new", "auth({user^:},{source},sasl:{})<{}>: "));
            shapes.add(reason.shape("-new-unnamed", "auth({user^:},{source},sasl:{}): "));
            // Without a peer, or of a form that is not known: what happened, and no more.
            shapes.add(reason.shape("", "auth{*}): "));
            shapes.add(reason.shape("-other", "auth{*}>: "));
        }
        shapes.add(detail("auth-unknown-user-hint", "auth{*}): unknown user ({~})"));
        shapes.add(detail("auth-mismatch-hint", "auth{*}): Password mismatch ({~})"));
        shapes.add(detail("auth-credentials-hint", "auth{*}): invalid credentials ({~})"));
        shapes.add(detail("auth-name", "auth{*}): Username character disallowed by {~}"));
        shapes.add(detail("auth-pam", "auth{*}): " + PAM + "{~}"));
        return List.copyOf(shapes);
    }

    private static List<Reason> reasons() {
        return List.of(
                new Reason("auth-unknown-user", "unknown user", "unknown-user"),
                new Reason("auth-mismatch", "Password mismatch", "bad-credentials"),
                new Reason("auth-mismatch-small", "password mismatch", "bad-credentials"),
                new Reason("auth-credentials", "invalid credentials", "bad-credentials"),
                new Reason("auth-failed-method", "Authentication failed", "bad-credentials"),
                new Reason("auth-pam-mismatch", PAM + "Authentication failure (password mismatch?)", "bad-credentials"),
                new Reason(
                        "auth-pam-mismatch-large",
                        PAM + "Authentication failure (Password mismatch?)",
                        "bad-credentials"),
                new Reason("auth-pam-failed", PAM + "Authentication failure", "bad-credentials"),
                new Reason(
                        "auth-pam-unknown-user",
                        PAM + "User not known to the underlying authentication module",
                        "unknown-user"));
    }

    private static Shape detail(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, FAILURE, template);
    }

    /** Why an attempt was refused: the program's words, whole, at the end of the line. */
    private record Reason(String name, String words, String reason) {
        Shape shape(String suffix, String head) {
            return detail(name + suffix, head + words).because(reason);
        }
    }
}
