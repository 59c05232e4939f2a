package io.authwatch.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * An alert's id: the first 50 bits of SHA-256 over rule, key, first event and time of opening, in Crockford's base 32
 * (crockford.com/base32.html), lower case, 10 characters. The same after a replay of the same log; without letters that
 * are mistaken for digits, for people read it to each other.
 */
final class AlertId {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;

    private AlertId() {}

    static String of(AlertKey key, long event, Instant opened) {
        String what = String.join(
                "\u001e", key.rule(), key.cellKey(), Long.toString(event), Long.toString(opened.toEpochMilli()));
        byte[] digest = sha256(what.getBytes(StandardCharsets.UTF_8));
        StringBuilder id = new StringBuilder(LENGTH);
        for (int digit = 0; digit < LENGTH; digit++) {
            id.append(DIGITS.charAt(fiveBits(digest, 5 * digit)));
        }
        return id.toString();
    }

    private static int fiveBits(byte[] octets, int bit) {
        int two = ((octets[bit / 8] & 0xff) << 8) | (octets[bit / 8 + 1] & 0xff);
        return (two >> (11 - bit % 8)) & 0x1f;
    }

    /** The SHA-256 of some octets. */
    static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
