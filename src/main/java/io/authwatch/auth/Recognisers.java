package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that Authwatch can read. A recogniser is found by the exact name of the program; PAM modules, which write under
 * any name, are asked first, by prefix. Stateless and safe for any number of threads.
 *
 * <pre>
 *  [ID 800047 auth.info] Failed password for root …      Solaris and illumos (syslogd, msgid=1): the identity is no text
 *  message repeated 5 times: [ Failed password for root from 192.0.2.7 port 22 ssh2]
 *  ─────── wrapping, undone once, the count weighs ─── text ───────────────────────
 * </pre>
 */
public final class Recognisers {
    private static final byte[] REPEATED = Octets.literal("message repeated ");
    private static final byte[] TIMES = Octets.literal(" times: [");
    private static final byte[] IDENTITY = Octets.literal("[ID ");
    private static final byte[] IDENTITY_END = Octets.literal("] ");
    private static final int IDENTITY_MAX = 32;
    /** Longer names are no program's: they are not looked up. */
    private static final int NAME_MAX = 64;

    private final Pam pam = new Pam();
    private final LastMessage lastMessage = new LastMessage();
    private final ProgramTable byProgram;

    private Recognisers(List<Recogniser> all) {
        byProgram = new ProgramTable(all);
    }

    /** These and no others, beside those of PAM and of repeats. */
    public static Recognisers of(List<Recogniser> all) {
        return new Recognisers(all);
    }

    /** The list of them. */
    public static Recognisers standard() {
        return new Recognisers(List.of(
                new Sshd(),
                SshdService.SFTP,
                Dropbear.DROPBEAR,
                new Sudo(),
                new Su(),
                Su.KSU,
                new Doas(),
                Elevations.PKEXEC,
                Elevations.POLKITD,
                Elevations.HELPER,
                new Login(),
                Login.NOLOGIN,
                Login.GDM,
                Login.CHKPWD,
                Systemd.LOGIND,
                Systemd.SYSTEMD,
                Accounts.USER_TOOLS,
                Groups.GROUP_TOOLS,
                Cron.CRON,
                Cron.CRONTAB,
                Cron.ANACRON,
                Cron.ATD,
                new Dovecot(),
                Ftp.VSFTPD,
                Ftp.PROFTPD,
                Ftp.PURE_FTPD,
                Inetd.SERVICES,
                Inetd.XINETD,
                RemoteDesks.XRDP,
                RemoteDesks.WEBMIN,
                Mail.POSTFIX,
                Mail.SASLAUTHD,
                MailBoxes.SERVERS,
                OtherLogins.LOCKED_SCREENS,
                OtherLogins.PPPD,
                OtherLogins.MOSH,
                OtherLogins.SCREEN,
                OtherLogins.KDC,
                PamBefore.MODULES,
                OpenVpn.SERVER,
                PamThirdParty.NSLCD,
                Systemd.JOURNALD,
                Systemd.RSYSLOGD));
    }

    /** Says in {@code view} what {@code message} tells; the view is laid over the message first. */
    public void recognise(SyslogMessage message, AuthView view) {
        Octets octets = message.octets();
        view.over(octets, message.textFrom(), trimmed(octets, message.textFrom(), message.textTo()));
        view.narrow(afterIdentity(octets, view.textFrom(), view.textTo()), view.textTo());
        int times = unwrap(octets, view);
        ask(message, view);
        if (view.action() != AuthAction.OTHER) {
            view.weighs(view.count() * times);
            Injection.inspect(view);
        }
    }

    private void ask(SyslogMessage message, AuthView view) {
        if (Pam.mayHaveWritten(message, view)) {
            view.askedOf(pam.name());
            pam.recognise(message, view);
        } else if (LastMessage.mayBe(view)) {
            view.askedOf(lastMessage.name());
            lastMessage.recognise(message, view);
        }
        if (!view.pattern().isEmpty()) {
            return;
        }
        Recogniser recogniser = find(message);
        if (recogniser != null) {
            view.askedOf(recogniser.name());
            recogniser.recognise(message, view);
        }
    }

    private @Nullable Recogniser find(SyslogMessage message) {
        int from = message.programFrom();
        int to = message.programTo();
        if (to == from || to - from > NAME_MAX) {
            return null;
        }
        int paren = message.octets().indexOf('(', from, to);
        return byProgram.find(message.octets(), from, paren > from ? paren : to);
    }

    /** Skips {@code [ID msgid facility.priority]}, which Solaris puts before each text (log(4D), msgid(8)). */
    private static int afterIdentity(Octets octets, int from, int to) {
        if (!octets.startsWith(from, to, IDENTITY)) {
            return from;
        }
        int digits = from + IDENTITY.length;
        int blank = octets.indexOf(' ', digits, Math.min(to, digits + IDENTITY_MAX));
        int end = blank < 0 ? -1 : octets.indexOf(IDENTITY_END, blank, Math.min(to, blank + IDENTITY_MAX));
        boolean identity = end >= 0
                && Slot.isDigits(octets, digits, blank)
                && octets.indexOf(' ', blank + 1, end) < 0
                && octets.indexOf('.', blank, end) >= 0;
        return identity ? end + IDENTITY_END.length : from;
    }

    /** Undoes rsyslog's wrapping of repeated messages (runtime/ratelimit.c), once; answers the count. */
    private static int unwrap(Octets octets, AuthView view) {
        int from = view.textFrom();
        int to = view.textTo();
        if (!octets.startsWith(from, to, REPEATED)) {
            return 1;
        }
        int digits = from + REPEATED.length;
        int times = octets.indexOf(' ', digits, to);
        boolean wrapped = times > digits
                && Slot.isDigits(octets, digits, times)
                && octets.startsWith(times, to, TIMES)
                && octets.at(to - 1) == ']';
        if (!wrapped) {
            return 1;
        }
        int inner = times + TIMES.length;
        while (inner < to - 1 && octets.at(inner) == ' ') {
            inner++;
        }
        view.narrow(inner, trimmed(octets, inner, to - 1));
        return Slot.number(octets, digits, times);
    }

    /** The end without trailing blanks and line ends. */
    private static int trimmed(Octets octets, int from, int to) {
        int end = to;
        while (end > from && octets.at(end - 1) >= 0 && octets.at(end - 1) <= ' ') {
            end--;
        }
        return end;
    }
}
