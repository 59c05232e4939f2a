package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "session 12 of user1 closed after 3m04s | session {#} of user{#} closed after {#}m{#}s",
                "from 192.0.2.7 port 22 | from {address} port {#}",
                "from 2001:db8::1, ::1 and fe80::1%eth0: no | from {address}, {address} and {address}: no",
                "[::ffff:192.0.2.7]:22 | [{address}]:{#}",
                "2001:db8::1: gone, 192.0.2.7. Bye | {address}: gone, {address}. Bye",
                "1:2:3:4:5:6:7:8 at 12:30:45 | {address} at {#}:{#}:{#}",
                "version 1.2.3 and 1.2.3.4.5 | version {#}.{#}.{#} and {#}.{#}.{#}.{#}.{#}",
                "key 0xdeadBEEF, 550e8400-e29b-41d4-a716-446655440000, 00:1a:2b:3c:4d:5e | key {hex}, {hex}, {hex}",
                "commit 4f0c9aa1 of deadbeef, added face | commit {hex} of {hex}, added face",
                "RSA SHA256:q5Jw0Yyo8wqQ9K+/= | RSA {key}",
                "cannot open /etc/ssh/x_9 (~/.ssh/known, /run): and/or / | cannot open {path} ({path}, {path}): and/or /",
                "user 'eve 7' said \"x y\" to `bob' | user '{}' said \"{}\" to `{}'",
                "can't read 7 of bob's, isn't it | can't read {#} of bob's, isn't it",
                "'open and \"open | 'open and \"open"
            })
    void shape_isTheTextWithoutWhatChanges(String text, String shape) {
        assertEquals(shape, ShapeText.of(text));
    }

    @Test
    void shape_isCutBetweenCodePoints() {
        assertEquals("😀".repeat(120), ShapeText.of("😀".repeat(10_000)));
        assertEquals("{#} ".repeat(30), ShapeText.of("7 ".repeat(30_000)));
    }

    @Test
    void longHostileText_costsNoMoreThanAShortOne() {
        for (String piece : new String[] {"'a ", "\"", "`", "/", "a:", "::", "1.", "f", "~/'"}) {
            String text = piece.repeat(60 * 1024 / piece.length());
            long start = System.nanoTime();
            ShapeText.of(text);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.toMillis() < 500, () -> piece + " took " + took);
        }
    }

    @Test
    void anyText_hasAShape() {
        Random random = new Random(7);
        String signs = "'\"`/~:.%0123456789abcdefgxSHA256 \n\t\u202e\ud83d\ude00";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(200); length > 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String shape = ShapeText.of(text.toString());
            assertTrue(shape.codePointCount(0, shape.length()) <= ShapeText.SHAPE_MAX, text::toString);
            assertTrue(shape.chars().noneMatch(c -> c >= '0' && c <= '9'), () -> text + " -> " + shape);
        }
    }
}
