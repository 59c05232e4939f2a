package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.syslog.TestMessages;
import java.util.Arrays;
import java.util.List;

/**
 * Any octets whatever, under any program's name: an answer, never an exception, and fields that stand in the text. The first octet
 * of an input chooses the program, the rest is the message.
 */
class RecognisersFuzz {
    static final List<String> PROGRAMS = List.of(
            "sshd",
            "sshd(pam_unix)",
            "sudo",
            "su",
            "doas",
            "pkexec",
            "polkitd",
            "login",
            "nologin",
            "gdm-password]",
            "unix_chkpwd",
            "systemd-logind",
            "systemd",
            "useradd",
            "gpasswd",
            "newgrp",
            "cron",
            "crontab",
            "anacron",
            "dropbear",
            "dovecot",
            "vsftpd",
            "proftpd",
            "pure-ftpd",
            "systemd-journald",
            "rsyslogd",
            "nobody-knows",
            "imapd",
            "ftpd",
            "postfix/smtpd",
            "xrdp-sesman",
            "webmin",
            "openvpn",
            "krb5kdc",
            "pppd",
            "screen",
            "PAM_unix");

    private final Recognisers recognisers = Recognisers.standard();

    @FuzzTest
    void anything_isAnswered(byte[] data) {
        if (data.length > 0) {
            String program = PROGRAMS.get((data[0] & 0xff) % PROGRAMS.size());
            byte[] text = Arrays.copyOfRange(data, 1, data.length);
            check(recognisers, new Attempts(), TestMessages.of(program, text));
        }
    }

    /** What holds of every message. */
    static void check(Recognisers recognisers, Attempts attempts, SyslogMessage message) {
        AuthView view = new AuthView();
        recognisers.recognise(message, view);
        attempts.weigh(message, view);
        assertTrue(view.count() >= 0 && view.count() <= AuthView.COUNT_MAX);
        assertNotNull(view.attributes());
        String source = view.get(Field.SOURCE);
        if (source != null) {
            byte[] address = Addresses.parse(source);
            assertNotNull(address, source);
            assertEquals(Addresses.format(address), source);
        }
        for (int i = 0; i < Field.count(); i++) {
            int from = view.startOf(Field.of(i));
            if (from >= 0) {
                assertTrue(from >= message.textFrom() && view.endOf(Field.of(i)) <= message.textTo());
            }
        }
        if (view.pattern().isEmpty()) {
            assertEquals(AuthAction.OTHER, view.action());
            assertEquals(Attributes.NONE, view.attributes(), "half a reading");
        }
    }
}
