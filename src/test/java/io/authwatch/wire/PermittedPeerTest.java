package io.authwatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PermittedPeerTest {
    private static boolean admits(String permitted, String proven) {
        return PermittedPeer.parse(permitted) instanceof PermittedPeer.Name name && name.admits(proven);
    }

    @Test
    void name_isComparedWhole_andWithoutCase() {
        assertTrue(admits("Web-1.example.net", "web-1.EXAMPLE.net"));
        assertTrue(admits("web-1", "web-1"));
        for (String other : List.of("web-1.example.net.", "xweb-1.example.net", "web-1.example.ne", "", "web-1")) {
            assertFalse(admits("web-1.example.net", other), other);
        }
    }

    @Test
    void wildcard_isOneWholeLabel_theLeftmost() {
        assertTrue(admits("*.example.net", "web-1.example.net"));
        for (String other : List.of(
                "example.net",
                ".example.net",
                "a.b.example.net",
                "*.example.net",
                "webexample.net",
                "web-1.example.net.evil.org")) {
            assertFalse(admits("*.example.net", other), other);
        }
    }

    @Test
    void fingerprint_isReadInTheWaysPeopleWriteIt() {
        String hex = "0123456789abcdef".repeat(4);
        PermittedPeer expected = new PermittedPeer.Fingerprint(hex);
        String colons = hex.replaceAll("(..)(?!$)", "$1:").toUpperCase();
        for (String text : List.of("sha256-" + hex, "SHA256:" + colons, "sha-256:" + colons, " SHA256:" + hex + " ")) {
            assertEquals(expected, PermittedPeer.parse(text), text);
        }
    }

    @Test
    void otherTexts_areNoPeers() {
        for (String text : List.of(
                "",
                "*",
                "*.",
                "a.*.net",
                "w*.example.net",
                "*.*.net",
                "a b",
                "a..b",
                ".a",
                "SHA1:" + "aa:".repeat(20),
                "SHA256:" + "ab".repeat(31),
                "SHA256:" + "ab".repeat(33),
                "a".repeat(64),
                "a.".repeat(130) + "a",
                "\u00e4.net")) {
            assertNull(PermittedPeer.parse(text), text);
        }
    }
}
