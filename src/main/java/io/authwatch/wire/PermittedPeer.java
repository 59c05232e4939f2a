package io.authwatch.wire;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sender that may come over TLS: by a name that its certificate proves, or by the certificate itself (RFC 5425 section 5). */
public sealed interface PermittedPeer {
    /**
     * A name.
     *
     * @param name lower case; {@code *} stands for one whole label, the leftmost
     */
    record Name(String name) implements PermittedPeer {
        /** Whether it is the name of a certificate; names are compared without case (RFC 4343). */
        public boolean admits(String proven) {
            String other = proven.toLowerCase(Locale.ROOT);
            if (!name.startsWith("*.")) {
                return name.equals(other);
            }
            int dot = other.indexOf('.');
            return dot > 0 && !other.startsWith("*") && name.substring(1).equals(other.substring(dot));
        }
    }

    /**
     * A certificate.
     *
     * @param sha256 64 hexadecimal digits, lower case: SHA-256 of its DER form
     */
    record Fingerprint(String sha256) implements PermittedPeer {}

    /**
     * Reads what a person wrote: {@code web-1.example.net}, {@code *.example.net}, {@code SHA256:AA:BB:…} or
     * {@code sha256-aabb…}.
     *
     * @return null if it is none of these
     */
    static @Nullable PermittedPeer parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (Shapes.FINGERPRINT.matcher(lower).matches()) {
            return new Fingerprint(lower.replaceFirst("^sha-?256[:-]", "").replace(":", ""));
        }
        return lower.length() <= Shapes.NAME_MAX && Shapes.NAME.matcher(lower).matches() ? new Name(lower) : null;
    }

    /** What the texts look like. */
    final class Shapes {
        private static final Pattern FINGERPRINT = Pattern.compile("sha-?256[:-][0-9a-f]{2}(:?[0-9a-f]{2}){31}");
        private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
        /** RFC 1035 section 2.3.4. */
        private static final int NAME_MAX = 253;

        private Shapes() {}
    }
}
