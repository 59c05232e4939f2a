package io.authwatch.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.testkit.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small grammars by themselves, at their edges. */
class GrammarTest {
    @ParameterizedTest
    @CsvSource({
        "'-', 1",
        "'- text', 1",
        "'-text', -1",
        "'[a]', 3",
        "'[a][b] text', 6",
        "'[a] [b]', 3",
        "'[a b=\"\"]', 8",
        "'[a  b=\"c\"  d=\"e\" ]', 18",
        "'[a b=\"]\"]', 9",
        "'[a b=\"\\\"\"]', 10",
        "'[a b=\"\\\\\"]', 10",
        "'[a b=\"\\z\"]', 10",
        "'[]', -1",
        "'[', -1",
        "'[a', -1",
        "'[a b', -1",
        "'[a b=', -1",
        "'[a b=\"', -1",
        "'[a b=\"\\', -1",
        "'[a b=c]', -1",
        "'[a b=\"c\"', -1",
        "'[a b=\"c\"d=\"e\"]', -1",
        "'[a=\"b\"]', -1",
        "'[ a]', -1",
        "'[a]text', -1",
        "'[a][', -1",
        "'text', -1",
        "'', -1",
    })
    void structuredData_endsWhereItIsWhole(String data, int expected) {
        byte[] array = Frames.octets("x" + data);
        int end = StructuredData.end(array, 1, array.length);
        assertEquals(expected, end == StructuredData.NONE ? -1 : end - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "vm, PLAIN",
        "vm.example.net, PLAIN",
        "web_1-a, PLAIN",
        "192.0.2.7, PLAIN",
        "2001:db8::1, PLAIN",
        "2001:db8::, PLAIN",
        "::1, PLAIN",
        "::ffff:192.0.2.7, PLAIN",
        "fe80::1%eth0, PLAIN",
        "[192.0.2.7], ODD",
        "[2001:db8::1], ODD",
        "a@b, ODD",
        "a/b, ODD",
        "a:b, NONE",
        "a:, NONE",
        "dead:beef:, NONE",
        "'fe80::1%et\1h', NONE",
        "sshd[1]:, NONE",
        "[], NONE",
        "--, NONE",
        "..., NONE",
        "(vm), NONE",
        "'caf\u00e9', NONE",
        "'a\u0000b', NONE",
    })
    void hostName_isPlainOddOrNone(String word, HostName.Kind expected) {
        byte[] array = Frames.octets("[" + word + "]");
        assertEquals(expected, HostName.kind(array, 1, array.length - 1));
    }

    @Test
    void hostName_of255Octets_isTheLongest() {
        byte[] array = Frames.octets("h".repeat(256));
        assertEquals(HostName.Kind.PLAIN, HostName.kind(array, 0, 255));
        assertEquals(HostName.Kind.NONE, HostName.kind(array, 0, 256));
    }

    @ParameterizedTest
    @CsvSource({
        "'sshd[12]: x', sshd, 12, 9",
        "'sshd: x', sshd, , 5",
        "'sshd:', sshd, , 5",
        "'sshd-session[1]:', sshd-session, 1, 16",
        "'sshd(pam_unix)[1]: x', sshd, 1, 18",
        "'sshd(pam_unix): x', sshd, , 15",
        "'/usr/sbin/cron[1]:', cron, 1, 18",
        "'a@b.service[x-1]:', a@b.service, x-1, 17",
        "'389-ds[1]:', 389-ds, 1, 10",
    })
    void tag_isReadInAnyPlace(String tag, String program, String pid, int after) {
        assertTag(tag, true, program, pid, after);
        assertTag(tag, false, program, pid, after);
    }

    @ParameterizedTest
    @CsvSource({
        "'sshd x'",
        "'sshd[12] x'",
        "'sshd[]: x'",
        "'sshd[1 2]: x'",
        "'sshd(a b)[1]: x'",
        "'()[1]: x'",
        "'(a[1]: x'",
        "'[12]: x'",
        "': x'",
        "'12: x'",
        "'...: x'",
        "'fe80::1 x'",
        "'-- MARK --'",
        "'#001 x'",
        "'caf\u00e9: x'",
        "'{\"a\": 1}'",
        "''",
    })
    void tag_thatIsNone_setsNothing(String text) {
        assertTag(text, true, null, null, Tag.NONE);
        assertTag(text, false, null, null, Tag.NONE);
    }

    @Test
    void tag_withoutAHeader_isAPlainNameOnly() {
        assertTag("sshd:x", true, "sshd", null, 5);
        assertTag("sshd:x", false, null, null, Tag.NONE);
        assertTag("(sd-pam)[1]: x", true, "sd-pam", "1", 12);
        assertTag("(sd-pam)[1]: x", false, null, null, Tag.NONE);
        assertTag("http://example.net", false, null, null, Tag.NONE);
        assertTag("%PIX-7-710005: x", false, null, null, Tag.NONE);
        assertTag("n".repeat(32) + " x", true, "n".repeat(32), null, 32);
        assertTag("n".repeat(32) + " x", false, null, null, Tag.NONE);
        assertTag("n".repeat(20) + "=" + "v".repeat(11) + " x", true, null, null, Tag.NONE);
        assertTag("n".repeat(33) + " x", true, null, null, Tag.NONE);
        assertTag("n".repeat(31) + " x", true, null, null, Tag.NONE);
    }

    private static void assertTag(String text, boolean headed, String program, String pid, int after) {
        byte[] array = Frames.octets(text);
        SyslogMessage message = new SyslogMessage().over(array, 0, array.length);
        assertEquals(after, Tag.read(message, array, 0, array.length, headed), text);
        assertEquals(program, message.program(), text);
        assertEquals(pid, message.pid(), text);
    }
}
