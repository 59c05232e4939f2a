package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;

/**
 * sudo 1.8 to 1.9.17 (lib/eventlog/eventlog.c {@code new_logline}, plugins/sudoers/logging.c).
 *
 * <pre>
 *  bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/usr/bin/apt update
 *  bob : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/sh
 *  user  reason                          [HOST= ; TTY= ; CHROOT= ; PWD= ; USER= ; GROUP= ; TSID= ; ENV= ; COMMAND=]
 *  bob : (command continued) --no-pager
 *  {@literal @}cee:{"sudo":{"accept":{…}}}                                                      log_format=json
 * </pre>
 *
 * <p>A working directory may hold {@code " ; USER=nobody ; COMMAND=/bin/true"}, and so may an argument: a line that names
 * a user or a command twice is ambiguous by construction. It is read in the way that gives the most power, and marked.
 */
final class Sudo implements Recogniser {
    private static final byte[] COLON = Octets.literal(" : ");
    private static final byte[] NEXT = Octets.literal(" ; ");
    private static final byte[] USER = Octets.literal(" ; USER=");
    private static final byte[] COMMAND = Octets.literal(" ; COMMAND=");
    private static final byte[] TTY = Octets.literal("TTY=");
    private static final byte[] DIRECTORY = Octets.literal(" ; PWD=");
    private static final byte[] GROUP = Octets.literal(" ; GROUP=");
    private static final byte[] CONTINUED = Octets.literal("(command continued) ");
    private static final byte[] ROOT = Octets.literal("root");
    /** The numbers that mean root: 0, and what CVE-2019-14287 made of -1. */
    private static final byte[][] ROOT_NUMBERS = {
        Octets.literal("#0"), Octets.literal("#-1"), Octets.literal("#4294967295")
    };

    @Override
    public String name() {
        return "sudo";
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        Octets octets = view.octets();
        int from = view.textFrom();
        int to = view.textTo();
        if (SudoJson.mayHaveWritten(octets, from, to)) {
            SudoJson.read(octets, from, to, view);
            return;
        }
        int colon = octets.indexOf(COLON, from, to);
        if (colon <= from) {
            return;
        }
        int at = colon + COLON.length;
        if (octets.startsWith(at, to, CONTINUED)) {
            view.is(AuthAction.CONTINUATION, Outcome.UNKNOWN, "continued").put(Field.USER, from, colon);
        } else if (readLine(octets, at, to, view)) {
            view.put(Field.USER, from, colon);
        }
    }

    /** Reads what stands behind the user: a reason, or at once the fields. */
    private static boolean readLine(Octets octets, int from, int to, AuthView view) {
        boolean refused = !startsWithField(octets, from, to);
        int reasonEnd = refused ? octets.indexOf(NEXT, from, to) : from;
        if (reasonEnd < 0) {
            return SudoRefusals.readAlone(octets, from, to, view);
        }
        // One blank earlier than the first field, so that every field is preceded by " ; " or stands first.
        int fields = refused ? reasonEnd : from - NEXT.length;
        int user = userOf(octets, fields, to);
        int command = commandOf(octets, fields, user, to);
        if (user < 0 && command < 0) {
            return false;
        }
        if (refused) {
            SudoRefusals.read(octets, from, reasonEnd, view);
        } else {
            view.is(AuthAction.ELEVATE, Outcome.SUCCESS, "command");
        }
        putFields(octets, fields, user, command, to, view);
        return true;
    }

    private static boolean startsWithField(Octets octets, int from, int to) {
        int equals = octets.indexOf('=', from, Math.min(to, from + 8));
        for (int i = from; i < equals; i++) {
            if (octets.at(i) < 'A' || octets.at(i) > 'Z') {
                return false;
            }
        }
        return equals > from;
    }

    /** Where the value of USER stands that gives the most power; -1 if there is none. */
    private static int userOf(Octets octets, int from, int to) {
        int last = -1;
        for (int at = find(octets, USER, from, to); at >= 0; at = octets.indexOf(USER, at, to)) {
            at += USER.length;
            last = at;
            if (isRoot(octets, at, valueEnd(octets, at, to))) {
                return at;
            }
        }
        return last;
    }

    /** Where the value of COMMAND stands that goes with that user; -1 if there is none. */
    private static int commandOf(Octets octets, int from, int user, int to) {
        int command = user < 0 ? find(octets, COMMAND, from, to) : octets.indexOf(COMMAND, user, to);
        return command < 0 ? -1 : command + COMMAND.length;
    }

    private static void putFields(Octets octets, int from, int user, int command, int to, AuthView view) {
        if (user >= 0) {
            int end = valueEnd(octets, user, to);
            if (isRoot(octets, user, end)) {
                view.put(Field.TARGET, "root");
            } else {
                view.put(Field.TARGET, user, end);
            }
        }
        if (command >= 0) {
            view.put(Field.COMMAND, command, to);
        }
        int head = user < 0 ? to : user;
        putNamed(octets, GROUP, Field.GROUP, head, command < 0 ? to : command, view);
        int directory = find(octets, DIRECTORY, from, head);
        if (directory >= 0) {
            view.put(
                    Field.DIRECTORY,
                    directory + DIRECTORY.length,
                    user < 0 ? valueEnd(octets, directory + 1, to) : user - USER.length);
        }
        int tty = octets.indexOf(TTY, from, head);
        if (tty >= 0) {
            view.put(Field.TTY, tty + TTY.length, valueEnd(octets, tty, to));
        }
        if (occursTwice(octets, USER, from, to) || occursTwice(octets, COMMAND, from, to)) {
            view.markSuspicious();
        }
    }

    private static void putNamed(Octets octets, byte[] name, Field field, int from, int to, AuthView view) {
        int at = octets.indexOf(name, from, to);
        if (at >= 0) {
            view.put(field, at + name.length, valueEnd(octets, at + name.length, to));
        }
    }

    /** Finds a field that is preceded by {@code " ; "}, or stands first: then the three octets before it are others. */
    private static int find(Octets octets, byte[] name, int from, int to) {
        int length = name.length - NEXT.length;
        boolean first = to - from >= name.length;
        for (int i = 0; i < length && first; i++) {
            first = octets.at(from + NEXT.length + i) == name[NEXT.length + i];
        }
        return first ? from : octets.indexOf(name, from, to);
    }

    private static boolean occursTwice(Octets octets, byte[] name, int from, int to) {
        int first = find(octets, name, from, to);
        return first >= 0 && octets.indexOf(name, first + 1, to) >= 0;
    }

    private static int valueEnd(Octets octets, int from, int to) {
        int end = octets.indexOf(NEXT, from, to);
        return end < 0 ? to : end;
    }

    static boolean isRoot(Octets octets, int from, int to) {
        for (byte[] number : ROOT_NUMBERS) {
            if (to - from == number.length && octets.startsWith(from, to, number)) {
                return true;
            }
        }
        return to - from == ROOT.length && octets.startsWith(from, to, ROOT);
    }
}
