package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.AuthAction.LOGIN_DETAIL;
import static io.authwatch.auth.AuthAction.NEGOTIATE_FAILED;
import static io.authwatch.auth.AuthAction.OTHER;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;
import static io.authwatch.auth.Outcome.UNKNOWN;

import java.util.List;

/**
 * OpenVPN 2.3 to 2.6 as a server (ssl.c, ssl_verify.c): the peer stands first, before any name. A name and a password
 * that are accepted are part of a login, which the connection ends: a certificate alone makes one too.
 */
final class OpenVpn {
    static final Recogniser SERVER = ByShapes.of(
            "openvpn",
            List.of("openvpn", "ovpn-server"),
            List.of(
                    Shape.of("connected", LOGIN, SUCCESS, "{peer} [{user*}] Peer Connection Initiated with {}"),
                    Shape.of(
                            "password",
                            LOGIN_DETAIL,
                            SUCCESS,
                            "{peer} TLS: Username/Password authentication succeeded for username '{user*}'"),
                    Shape.of(
                            "password-named",
                            LOGIN_DETAIL,
                            SUCCESS,
                            "{peer} TLS: Username/Password authentication succeeded for username '{user*}' [CN SET]"),
                    Shape.of(
                                    "refused",
                                    LOGIN,
                                    FAILURE,
                                    "{peer} TLS Auth Error: Auth Username/Password verification failed for peer")
                            .because("bad-credentials"),
                    // Its reasons; the refusal itself follows.
                    detail("denied", "{peer} TLS Auth Error ({~}): {*}"),
                    detail("blank-name", "{peer} TLS Auth Error: peer provided a blank username"),
                    detail(
                            "name-changed",
                            "{peer} TLS Auth Error: username attempted to change from '{*}' to '{}' -- tunnel"
                                    + " disabled"),
                    Shape.of("certificate", LOGIN_DETAIL, FAILURE, "{peer} VERIFY ERROR: {*}")
                            .because("key-rejected"),
                    Shape.of("certificate-accepted", OTHER, UNKNOWN, "{} VERIFY OK: {*}"),
                    Shape.of("handshake", NEGOTIATE_FAILED, UNKNOWN, "{peer} TLS Error: {*}")));

    private OpenVpn() {}

    private static Shape detail(String name, String template) {
        return Shape.of(name, LOGIN_DETAIL, FAILURE, template).because("bad-credentials");
    }
}
