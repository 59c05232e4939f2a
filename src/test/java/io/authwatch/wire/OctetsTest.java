package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OctetsTest {
    private final Octets octets = new Octets().over(Frames.octets("xxabc abcyy"), 2, 9);

    @Test
    void view_knowsItsBounds() {
        assertEquals("abc abc", octets.string());
        assertEquals(7, octets.length());
        assertEquals('a', octets.at(2));
        assertEquals(0, new Octets().length());
    }

    @Test
    void view_outsideItsArray_isRefused() {
        Exception refused = assertThrows(IndexOutOfBoundsException.class, () -> new Octets().over(new byte[3], 2, 4));
        assertEquals("view 2..4 of 3 octets", refused.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> new Octets().over(new byte[3], -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> new Octets().over(new byte[3], 2, 1));
    }

    @Test
    void startsWith_neverLooksOutsideTheView() {
        assertTrue(octets.startsWith(2, Octets.literal("abc")));
        assertTrue(octets.startsWith(6, Octets.literal("abc")));
        assertFalse(octets.startsWith(6, Octets.literal("abcy")));
        assertFalse(octets.startsWith(1, Octets.literal("xa")));
        assertFalse(octets.startsWith(2, 4, Octets.literal("abc")));
    }

    @Test
    void endsWith_beginsAtOrAfterTheStart() {
        assertTrue(octets.endsWith(2, 9, Octets.literal("abc")));
        assertTrue(octets.endsWith(6, 9, Octets.literal("abc")));
        assertFalse(octets.endsWith(7, 9, Octets.literal("abc")));
    }

    @Test
    void search_findsFirstAndLast() {
        assertEquals(2, octets.indexOf('a', 2, 9));
        assertEquals(6, octets.lastIndexOf('a', 2, 9));
        assertEquals(-1, octets.indexOf('y', 2, 9));
        assertEquals(2, octets.indexOf(Octets.literal("abc"), 2, 9));
        assertEquals(6, octets.lastIndexOf(Octets.literal("abc"), 2, 9));
        assertEquals(-1, octets.indexOf(Octets.literal("abc"), 3, 8));
        assertEquals(-1, octets.lastIndexOf(Octets.literal("abc"), 3, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "'caf\u00c3\u00a9', 'caf\u00e9'",
        "'caf\u00e9', 'caf\\xe9'",
        "'\u00e2\u0082', '\\xe2\\x82'",
        "'\u00e2\u0082x', '\\xe2\\x82x'",
        "'\u00f0\u009f\u0094\u0092', '\ud83d\udd12'",
        "'\u00c0\u0080', '\\xc0\\x80'",
        "'\u00ed\u00a0\u0080', '\\xed\\xa0\\x80'",
        "'\u00ff\u00fe', '\\xff\\xfe'",
    })
    void string_keepsEveryOctet(String latin1, String expected) {
        assertEquals(
                expected,
                new Octets().over(Frames.octets(latin1), 0, latin1.length()).string());
    }

    @Test
    void string_ofAnyTwoOctets_isNeverEmpty() {
        for (int pair = 0; pair < 65_536; pair++) {
            byte[] array = {(byte) (pair >> 8), (byte) pair};
            assertFalse(new Octets().over(array, 0, 2).string().isEmpty());
        }
    }
}
