package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.LOGIN_STEP;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * What sshd (versions: {@link Sshd}) says of each attempt: auth.c {@code auth_log}, auth-pam.c {@code sshpam_query}, auth.c
 * {@code getpwnamallow}, packet.c {@code ssh_packet_disconnect}. The keyboard-interactive refusal names no port, and for
 * a valid user it is often the only line.
 */
final class SshdLogins {
    private static final String AT = " from {source} port {port} ssh2{:}";
    private static final String AT_PROTOCOL_1 = " from {source} port {port} ssh1{:}";
    private static final String AT_WITH_KEY = " from {source} port {port} ssh2{:key}";

    private static final List<Shape> ACCEPTED = List.of(
            Shape.of("accepted", LOGIN, SUCCESS, "Accepted {method} for {user^:}" + AT_WITH_KEY)
                    .telling(AttemptPart.SUCCESS),
            Shape.of("accepted-protocol-1", LOGIN, SUCCESS, "Accepted {method} for {user^:}" + AT_PROTOCOL_1)
                    .telling(AttemptPart.SUCCESS),
            Shape.of("matching-key", OTHER, UNKNOWN, "Found matching {} key: {}"),
            Shape.of("root-command", OTHER, UNKNOWN, "Root login accepted for forced command."),
            Shape.of("principal", LOGIN_DETAIL, SUCCESS, "Authorized to {user}, krb5 principal {*} ({})"),
            Shape.of("accepted-key", OTHER, UNKNOWN, "Accepted key {} {} found at {*}"),
            Shape.of("accepted-certificate", OTHER, UNKNOWN, "Accepted certificate ID {*}"));

    /** The commonest first. A key that is refused is no attempt by itself if the user exists; see {@link Attempts}. */
    private static final List<Shape> FAILED = List.of(
            unknownTried("failed-password-unknown-user", "password for invalid user", AT, AttemptPart.FAILED),
            unknownTried("failed-password-illegal-user", "password for illegal user", AT, AttemptPart.FAILED),
            tried("failed-password", "password for", AT, AttemptPart.FAILED),
            unknownTried(
                    "failed-answer-unknown-user",
                    "keyboard-interactive/pam for invalid user",
                    AT,
                    AttemptPart.FAILED_ANSWER),
            tried("failed-answer", "keyboard-interactive/pam for", AT, AttemptPart.FAILED_ANSWER),
            unknownTried("failed-key-unknown-user", "publickey for invalid user", AT_WITH_KEY, AttemptPart.FAILED),
            tried("failed-key", "publickey for", AT_WITH_KEY, AttemptPart.OFFER).because("key-rejected"),
            unknownTried("failed-ticket-unknown-user", "gssapi-with-mic for invalid user", AT, AttemptPart.FAILED),
            tried("failed-ticket", "gssapi-with-mic for", AT, AttemptPart.OFFER),
            unknownTried("failed-host-unknown-user", "hostbased for invalid user", AT_WITH_KEY, AttemptPart.FAILED),
            tried("failed-host", "hostbased for", AT_WITH_KEY, AttemptPart.OFFER)
                    .because("key-rejected"),
            // SunSSH of Solaris 10 and 11 keeps an unknown name to itself.
            Shape.of("failed-unnamed", LOGIN, FAILURE, "Failed {method} for <invalid username>" + AT)
                    .because("unknown-user")
                    .telling(AttemptPart.FAILED),
            unknownTried("failed-unknown-user", "{method} for invalid user", AT, AttemptPart.FAILED),
            unknownTried("failed-illegal-user", "{method} for illegal user", AT, AttemptPart.FAILED),
            tried("failed", "{method} for", AT, AttemptPart.FAILED),
            unknownTried(
                    "failed-unknown-user-protocol-1", "{method} for invalid user", AT_PROTOCOL_1, AttemptPart.FAILED),
            tried("failed-protocol-1", "{method} for", AT_PROTOCOL_1, AttemptPart.FAILED));

    private static final List<Shape> STEPS = List.of(
            Shape.of("partial-invalid", LOGIN_STEP, UNKNOWN, "Partial {method} for invalid user {user^:}" + AT),
            Shape.of("partial", LOGIN_STEP, UNKNOWN, "Partial {method} for {user^:}" + AT_WITH_KEY),
            Shape.of("postponed-invalid", LOGIN_STEP, UNKNOWN, "Postponed {method} for invalid user {user^:}" + AT),
            Shape.of("postponed", LOGIN_STEP, UNKNOWN, "Postponed {method} for {user^:}" + AT_WITH_KEY));

    private static final List<Shape> NAMES = List.of(
            unknown("invalid-user", "Invalid user {user^:} from {source} port {port}"),
            unknown("invalid-user-without-port", "Invalid user {user^:} from {source}"),
            unknown("illegal-user", "Illegal user {user^:} from {source}"),
            detail("input-invalid-user", "input_userauth_request: invalid user {user^:}"),
            detail("input-illegal-user", "input_userauth_request: illegal user {user^:}"));

    private static final List<Shape> TOO_MANY = List.of(
            tooMany("too-many-unknown-user", "invalid user {user^:} from {source} port {port} ssh2"),
            tooMany("too-many", "{user^:} from {source} port {port} ssh2"),
            detailFailed("disconnecting-too-many-unknown-user", "invalid user {user^:} {source} port {port}"),
            detailFailed("disconnecting-too-many-authenticating", "authenticating user {user^:} {source} port {port}"),
            detailFailed("disconnecting-too-many-user", "user {user^:} {source} port {port}"),
            detailFailed("disconnecting-too-many", "{source} port {port}"),
            Shape.of(
                            "disconnecting-too-many-for-unknown-user",
                            LOGIN_DETAIL,
                            FAILURE,
                            "Disconnecting: Too many authentication failures for invalid user {user^:}")
                    .because("too-many-attempts"),
            Shape.of(
                            "disconnecting-too-many-for",
                            LOGIN_DETAIL,
                            FAILURE,
                            "Disconnecting: Too many authentication failures for {user^:}")
                    .because("too-many-attempts"),
            Shape.of(
                            "disconnecting-too-many-unnamed",
                            LOGIN_DETAIL,
                            FAILURE,
                            "Disconnecting: Too many authentication failures")
                    .because("too-many-attempts"));

    /** The texts of pam_strerror(3) that hold {@code " for "} must be tried whole. */
    private static final List<Shape> PAM = List.of(
            pam(
                    "pam-retries-unknown-user",
                    "Have exhausted maximum number of retries for service for illegal user {user^:}",
                    "unknown-user"),
            pam(
                    "pam-retries",
                    "Have exhausted maximum number of retries for service for {user^:}",
                    "too-many-attempts"),
            pam("pam-unknown-user", "{~} for illegal user {user^:}", "unknown-user"),
            pam("pam-expired", "User account has expired for {user^:}", "account-expired"),
            pam("pam-permission-denied", "Permission denied for {user^:}", "not-allowed"),
            pam("pam-failure", "{~} for {user^:}", "bad-credentials"));

    static final List<Shape> SHAPES = Sshd.all(ACCEPTED, FAILED, NAMES, STEPS, PAM, TOO_MANY);

    private SshdLogins() {}

    private static Shape tried(String name, String head, String tail, AttemptPart part) {
        String method = head.substring(0, head.indexOf(' '));
        Shape shape = Shape.of(name, LOGIN, FAILURE, "Failed " + head + " {user^:}" + tail)
                .because("bad-credentials")
                .telling(part);
        return method.equals("{method}") ? shape : shape.with(Field.METHOD, method);
    }

    private static Shape unknownTried(String name, String head, String tail, AttemptPart part) {
        return tried(name, head, tail, part).because("unknown-user");
    }

    private static Shape unknown(String name, String template) {
        return Shape.of(name, LOGIN, FAILURE, template).because("unknown-user").telling(AttemptPart.NAME);
    }

    private static Shape detail(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, UNKNOWN, template).because("unknown-user");
    }

    private static Shape tooMany(String name, String rest) {
        return Shape.of(name, LOGIN, FAILURE, "maximum authentication attempts exceeded for " + rest)
                .because("too-many-attempts")
                .telling(AttemptPart.TOO_MANY);
    }

    private static Shape detailFailed(String name, String peer) {
        String template = "Disconnecting " + peer + ": Too many authentication failures";
        return Shape.of(name, LOGIN_DETAIL, FAILURE, template).because("too-many-attempts");
    }

    private static Shape pam(String name, String rest, String reason) {
        return Shape.of(name, LOGIN, FAILURE, "PAM: " + rest + " from {source}")
                .because(reason)
                .with(Field.METHOD, "keyboard-interactive/pam")
                .telling(AttemptPart.ANSWER);
    }
}
