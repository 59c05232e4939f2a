package io.authwatch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.testkit.SampleEvents;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void whatSteersADisplay_isShown() {
        assertEquals("a\\x1b[2Jb\\n\\r\\t\\x7f\\x9b", SafeText.of("a\u001b[2Jb\n\r\t\u007f\u009b", 100));
        assertEquals(
                "\\u202e\\u2066\\u2028\\u2029\\u200b\\ufeff", SafeText.of("\u202e\u2066\u2028\u2029\u200b\ufeff", 100));
        assertEquals("\\ud800x", SafeText.of("\ud800x", 100));
        assertEquals("\\ue0041", SafeText.of("\udb40\udc41", 100));
        assertEquals("Grüße, 北京 😀", SafeText.of("Grüße, 北京 😀", 100));
    }

    @Test
    void links_areDefanged() {
        assertEquals(
                "http[:]//a HTTPS[:]//b (ftp[:]//c) x+y-z[:]//d [:]//e",
                SafeText.of("http://a HTTPS://b (ftp://c) x+y-z://d ://e", 100));
        assertEquals("www[.]a.example WWW[.]b xwww[.]c", SafeText.of("www.a.example WWW.b xwww.c", 100));
        assertEquals("mailto[:]a@b.example MailTo[:]c", SafeText.of("mailto:a@b.example MailTo:c", 100));
        assertEquals("a:/b /c// 10::1 bob.example ww.x", SafeText.of("a:/b /c// 10::1 bob.example ww.x", 100));
    }

    @Test
    void length_isCappedInCodePoints() {
        assertEquals("😀😀", SafeText.of("😀😀", 2));
        assertEquals("😀…", SafeText.of("😀😀😀", 2));
        assertEquals("…", SafeText.of("ab", 1));
    }

    @Test
    void anyText_isSafe_short_andStays() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(random.nextInt(3) > 0 ? random.nextInt(0x250) : random.nextInt(0x110000));
                text.append(
                        random.nextInt(20) == 0
                                ? List.of("http://", "www.", "mailto:").get(random.nextInt(3))
                                : "");
            }
            int max = 1 + random.nextInt(60);
            String safe = SafeText.of(text.toString(), max);
            assertEquals(safe, SafeText.of(safe, max));
            assertFalse(safe.contains("://") || safe.contains("www.") || safe.contains("mailto:"), safe);
            assertTrue(safe.codePointCount(0, safe.length()) <= max);
            assertTrue(safe.codePoints()
                    .noneMatch(c -> Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE));
        }
    }

    @Test
    void sentence_tellsWhoWhatWhere() {
        assertEquals(
                "login of root refused on web-1 from 192.0.2.9: bad-credentials",
                Sentence.of(SampleEvents.refused("user=root", "source=192.0.2.9", "reason=bad-credentials")));
        assertEquals(
                "somebody logged in on web-1 from evil.example",
                Sentence.of(SampleEvents.accepted("domain=evil.example")));
        assertEquals("root logged in on web-1", Sentence.of(SampleEvents.accepted("target=root")));
        assertEquals(
                "bob was refused to become root on web-1 by sudo (not-in-sudoers): /bin/sh -c 'x'",
                Sentence.of(SampleEvents.event(
                        AuthAction.ELEVATE,
                        Outcome.FAILURE,
                        "user=bob",
                        "target=root",
                        "program=sudo",
                        "reason=not-in-sudoers",
                        "command=/bin/sh -c 'x'")));
        assertEquals(
                "group member add of eve in group wheel by root on web-1",
                Sentence.of(SampleEvents.event(
                        AuthAction.GROUP_MEMBER_ADD, Outcome.SUCCESS, "user=root", "target=eve", "group=wheel")));
        assertEquals(
                "web-1 was claimed by 192.0.2.10",
                Sentence.of(SampleEvents.event(AuthAction.HOST_MOVED, Outcome.UNKNOWN)));
    }

    @Test
    void sentence_ofEveryKind_isOneSafeLine() {
        String hostile = "\u202e\u001b[2J\nhttp://x/" + "y".repeat(5_000);
        for (AuthAction action : AuthAction.values()) {
            for (Outcome outcome : Outcome.values()) {
                String line = Sentence.of(SampleEvents.event(
                        action,
                        outcome,
                        "user=" + hostile,
                        "target=" + hostile,
                        "host=" + hostile,
                        "command=" + hostile));
                assertEquals(line, SafeText.of(line, 400));
            }
        }
    }
}
