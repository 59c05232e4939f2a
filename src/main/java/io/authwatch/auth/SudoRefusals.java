package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.ELEVATE;
import static io.authwatch.auth.AuthAction.SERVICE_ERROR;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.UNKNOWN;

import io.authwatch.wire.Octets;
import java.util.List;

/**
 * Why sudo 1.8 to 1.9.17 refused (plugins/sudoers/logging.c, check.c, auth/sudo_auth.c), and what it warns of in the same form. The
 * texts can be translated ({@code sudoers_locale}) and configured ({@code authfail_message}), so an unknown one is a
 * refusal without a reason: the graver reading.
 */
final class SudoRefusals {
    private static final Shapes SHAPES = Shapes.of(List.of(
            refused("wrong-password", "{count} incorrect password attempt", "bad-credentials"),
            refused("wrong-passwords", "{count} incorrect password attempts", "bad-credentials"),
            refused("not-in-sudoers", "user NOT in sudoers", "not-in-sudoers"),
            refused("not-authorized", "user NOT authorized on host", "not-allowed"),
            refused("not-allowed", "command not allowed", "not-allowed"),
            refused("not-run-as", "command not permitted", "not-allowed"),
            refused("authentication-failed", "authentication failure", "bad-credentials"),
            refused("password-change", "unable to change expired password: {*}", "account-expired"),
            refused("invalid-shell", "invalid shell for user {*}", "not-allowed"),
            refused("too-long", "command too long", "not-allowed"),
            refused("password-required", "a password is required", "no-credentials"),
            refused("terminal-required", "a terminal is required{*}", "no-credentials"),
            refused("no-tty", "no tty", "no-credentials"),
            refused("must-have-tty", "sorry, you must have a tty to run sudo", "not-allowed"),
            refused("directory-not-permitted", "user not allowed to change directory to {*}", "not-allowed"),
            refused("root-not-permitted", "user not allowed to change root directory to {*}", "not-allowed"),
            refused("environment", "user not allowed to set the following environment variables: {*}", "not-allowed"),
            refused("preserve", "user not allowed to preserve the environment", "not-allowed"),
            refused("intercept", "setid command rejected in intercept mode", "not-allowed"),
            refused("intercept-program", "command rejected in intercept mode", "not-allowed"),
            refused("timeout", "timeout value too large", "not-allowed"),
            refused("account-invalid", "account validation failure, is your account locked?", "account-locked"),
            refused(
                    "account-expired",
                    "Account or password is expired, reset your password and try again",
                    "account-expired"),
            refused("password-expired", "Password expired, contact your system administrator", "account-expired"),
            refused(
                    "account-lacking",
                    "Account expired or PAM config lacks an \"account\" section for sudo, contact your system"
                            + " administrator",
                    "account-expired"),
            refused("pam-account", "PAM account management error: {*}", "not-allowed"),
            refused("pam-authentication", "PAM authentication error: {*}", "bad-credentials"),
            refused("root-refused", "sudoers specifies that root is not allowed to sudo", "not-allowed"),
            refused("option-refused", "user not allowed to {*}", "not-allowed"),
            refused("current-directory", "command in current directory", "not-allowed"),
            warning("no-sudoers", "no valid sudoers sources found, quitting"),
            warning("sudoers-parse", "problem parsing sudoers"),
            warning("unable-to-change", "unable to change to {*}"),
            warning("unable-to-open", "unable to open {*}"),
            warning("unable-to-read", "unable to read {*}"),
            warning("unable-to-stat", "unable to stat {*}"),
            warning("unable-to-write", "unable to write {*}"),
            warning("unable-to-create", "unable to create {*}"),
            warning("unable-to-execute", "unable to execute {*}"),
            warning("unable-to-fork", "unable to fork{*}"),
            warning("unable-to-initialize", "unable to initialize {*}"),
            warning("unable-to-dlopen", "unable to dlopen {*}"),
            warning("unable-to-mkdir", "unable to mkdir {*}"),
            warning("unable-to-look-up", "unable to get {*}"),
            warning("sudoers-owner", "{} is owned by {*}"),
            warning("sudoers-writable", "{} is world writable"),
            warning("sudoers-kind", "{} is not a regular file"),
            warning("sudoers-missing", "can't open {*}"),
            warning("unknown-default", "unknown defaults entry {*}"),
            warning("stamp-in-future", "time stamp too far in the future: {*}"),
            warning("stamp-ignored", "ignoring time stamp from the future"),
            warning("stamp-owner", "timestamp owner ({*}): No such user"),
            warning("lecture", "error reading lecture file {*}"),
            warning("group-unknown", "unknown group: {*}"),
            warning("user-unknown", "unknown user: {*}"),
            warning("number-unknown", "unknown uid: {*}"),
            warning("host-unresolved", "unable to resolve host {*}"),
            warning("defaults", "problem with defaults entries"),
            warning("parse-error", "parse error in {*}"),
            warning("syntax-error", "syntax error in {*}")));

    private SudoRefusals() {}

    /** Reads the reason at {@code [from, to)}. */
    static void read(Octets octets, int from, int to, AuthView view) {
        if (!SHAPES.read(octets, from, to, view)) {
            view.is(ELEVATE, FAILURE, "refused");
        }
    }

    /** Reads a line that holds a reason and no fields; false if it is none that is known. */
    static boolean readAlone(Octets octets, int from, int to, AuthView view) {
        return SHAPES.read(octets, from, to, view);
    }

    /** Puts the reason that the text at {@code [from, to)} stands for, where it is known. */
    static void readReason(Octets octets, int from, int to, AuthView view) {
        for (Shape shape : SHAPES.all()) {
            String reason = shape.fields().get(Field.REASON);
            if (reason != null && shape.template().read(octets, from, to, view)) {
                view.put(Field.REASON, reason);
                return;
            }
        }
    }

    private static Shape refused(String name, String template, String reason) {
        return Shape.of(name, ELEVATE, FAILURE, template).because(reason);
    }

    private static Shape warning(String name, String template) {
        return Shape.of(name, SERVICE_ERROR, UNKNOWN, template);
    }
}
