package io.authwatch.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A login name as Debian's sshd logs it: up to the first colon (auth2.c, {@code style}), and up to the first slash
 * (Debian's selinux-role.patch, {@code role}); 100 octets of it ({@code %.100s}), through vis(3) with VIS_CSTYLE, VIS_NL,
 * VIS_TAB and VIS_OCTAL (log.c).
 */
public final class Vis {
    private static final int NAME_MAX = 100;

    private Vis() {}

    /** What the log holds of a name. */
    public static String name(String name) {
        ByteArrayOutputStream cut = new ByteArrayOutputStream();
        byte[] octets = name.replaceFirst("(?s)[:/].*", "").getBytes(StandardCharsets.UTF_8);
        cut.write(octets, 0, Math.min(octets.length, NAME_MAX));
        StringBuilder text = new StringBuilder();
        for (byte octet : cut.toByteArray()) {
            text.append(escape(octet & 0xff));
        }
        return text.toString();
    }

    private static String escape(int octet) {
        return switch (octet) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> octet >= ' ' && octet < 0x7f ? String.valueOf((char) octet) : String.format("\\%03o", octet);
        };
    }
}
