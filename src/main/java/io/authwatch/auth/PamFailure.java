package io.authwatch.auth;

import io.authwatch.wire.Octets;

/**
 * The list of names that pam_unix and pam_sss write of an attempt (pam_unix support.c, {@code _log_err} and
 * {@code _cleanup_failures}; sssd pam_sss.c).
 *
 * <pre>
 *  logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root
 *  ──────── the program ──────── peer?  peer's name      the account, or nothing; pam_sss: as it was typed
 * </pre>
 *
 * <p>An FTP or mail server puts the login name into {@code ruser}, so there the last {@code rhost} is the true one. sshd
 * leaves {@code ruser} empty, so there the first is, and all behind {@code user=} is the name.
 */
final class PamFailure {
    private static final byte[] RHOST = Octets.literal(" rhost=");
    private static final byte[] USER = Octets.literal(" user=");
    private static final byte[] NO_RUSER = Octets.literal(" ruser= rhost=");
    private static final byte[] TTY = Octets.literal(" tty=");

    private PamFailure() {}

    /** Reads {@code [from, to)}; false if it is no such list, or a cut one. */
    static boolean read(Octets octets, int from, int to, boolean sshd, AuthView view) {
        int first = octets.indexOf(RHOST, from, to);
        int last = octets.lastIndexOf(RHOST, from, to);
        if (first < 0) {
            return false;
        }
        boolean trusted = sshd && octets.endsWith(from, first + RHOST.length, NO_RUSER);
        int rhost = (trusted ? first : last) + RHOST.length;
        int user = octets.indexOf(USER, rhost, to);
        int listEnd = user < 0 ? to : user;
        int end = word(octets, rhost, listEnd);
        if (!blank(octets, end, listEnd)) {
            return false;
        }
        Slot.putSource(octets, rhost, end, view);
        if (user >= 0) {
            view.put(Field.USER, user + USER.length, to);
        }
        putTty(octets, from, first, view);
        int secondUser = user < 0 ? -1 : octets.indexOf(USER, user + 1, to);
        if (first != last || secondUser >= 0 || octets.indexOf(USER, from, rhost) >= 0) {
            view.markSuspicious();
        }
        return true;
    }

    private static void putTty(Octets octets, int from, int to, AuthView view) {
        int tty = octets.indexOf(TTY, from, to);
        if (tty >= 0) {
            view.put(Field.TTY, tty + TTY.length, word(octets, tty + TTY.length, to));
        }
    }

    private static int word(Octets octets, int from, int to) {
        int blank = octets.indexOf(' ', from, to);
        return blank < 0 ? to : blank;
    }

    private static boolean blank(Octets octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets.at(i) != ' ') {
                return false;
            }
        }
        return true;
    }
}
