package io.authwatch.config;

import io.authwatch.auth.Addresses;
import io.authwatch.syslog.Facility;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of values that settings have. */
@SuppressWarnings("serial") // Converter is Serializable; nobody writes one.
final class Kinds {
    private Kinds() {}

    /** {@code true} or {@code false}, and what people write for them. */
    public static final class Flag extends Kind<Boolean> {
        public Flag() {
            super("flag", "true or false");
        }

        @Override
        public @Nullable Boolean convert(String written) {
            String text = written.strip();
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> Boolean.TRUE;
                case "false", "no", "off" -> Boolean.FALSE;
                default -> null;
            };
        }
    }

    /** A whole number in ASCII digits; what is above the greatest {@code int} is read as that, and is out of range. */
    public static final class Whole extends Kind<Integer> {
        private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

        public Whole() {
            super("whole number", "a whole number");
        }

        @Override
        public @Nullable Integer convert(String written) {
            String text = written.strip();
            return DIGITS.matcher(text).matches() ? (int) Math.min(Long.parseLong(text), Integer.MAX_VALUE) : null;
        }
    }

    /** Octets: {@code 4096}, {@code 64K}, {@code 1M}, {@code 2G}; powers of 1,024. */
    public static final class Size extends Kind<Long> {
        private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})([KMG]?)(i?B)?", Pattern.CASE_INSENSITIVE);

        public Size() {
            super("size", "a size such as 64K or 1M");
        }

        @Override
        public @Nullable Long convert(String written) {
            String text = written.strip();
            Matcher size = SHAPE.matcher(text);
            if (!size.matches()) {
                return null;
            }
            int power = " KMG".indexOf(size.group(2).toUpperCase(Locale.ROOT));
            return Long.parseLong(size.group(1)) << (10 * power);
        }
    }

    /** {@code 30s}, {@code 5m}, {@code 12h}, {@code 30d}, or ISO 8601 as in {@code PT30S}. */
    public static final class Span extends Kind<Duration> {
        private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})([smhd])");
        private static final Map<String, Duration> UNITS = Map.of(
                "s",
                Duration.ofSeconds(1),
                "m",
                Duration.ofMinutes(1),
                "h",
                Duration.ofHours(1),
                "d",
                Duration.ofDays(1));

        public Span() {
            super("duration", "a duration such as 30s, 5m or PT30S");
        }

        @Override
        public @Nullable Duration convert(String written) {
            String text = written.strip();
            Matcher span = SHAPE.matcher(text);
            if (span.matches()) {
                Duration unit = UNITS.get(span.group(2));
                return unit == null ? null : unit.multipliedBy(Long.parseLong(span.group(1)));
            }
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }

    /** A path; whether something is there is asked later. */
    public static final class FilePath extends Kind<Path> {
        public FilePath() {
            super("path", "a path");
        }

        @Override
        public @Nullable Path convert(String written) {
            String text = written.strip();
            try {
                return text.isEmpty() ? null : Path.of(text);
            } catch (InvalidPathException e) {
                return null;
            }
        }
    }

    /** An IPv4 or IPv6 address; never a name. */
    public static final class Address extends Kind<String> {
        public Address() {
            super("address", "an IP address such as :: or 192.0.2.7");
        }

        @Override
        public @Nullable String convert(String written) {
            String text = written.strip();
            return Addresses.parse(text) == null ? null : text;
        }
    }

    /** A network in CIDR form, or one address. */
    public static final class Network extends Kind<String> {
        public Network() {
            super("network", "networks such as 10.0.0.0/8 or 2001:db8::/32, separated by commas");
        }

        @Override
        public @Nullable String convert(String written) {
            String text = written.strip();
            int slash = text.indexOf('/');
            byte[] address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
            if (address == null || text.indexOf('%') >= 0) {
                return null;
            }
            Integer bits =
                    slash < 0 ? Integer.valueOf(8 * address.length) : new Whole().convert(text.substring(slash + 1));
            return bits == null || bits > 8 * address.length ? null : Addresses.format(address) + "/" + bits;
        }
    }

    /** A facility's name. */
    public static final class FacilityName extends Kind<Facility> {
        public FacilityName() {
            super("facility", "facilities such as auth, authpriv, daemon or local7, separated by commas");
        }

        @Override
        public @Nullable Facility convert(String written) {
            String text = written.strip();
            return Facility.named(text).orElse(null);
        }
    }

    /** An HTTP address without user, query and fragment. */
    public static final class WebAddress extends Kind<URI> {
        public WebAddress() {
            super("web address", "an address such as https://api.pushover.net");
        }

        @Override
        public @Nullable URI convert(String written) {
            String text = written.strip();
            try {
                URI address = new URI(text);
                boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
                boolean bare =
                        address.getUserInfo() == null && address.getQuery() == null && address.getFragment() == null;
                return web && bare && address.getHost() != null ? address : null;
            } catch (URISyntaxException e) {
                return null;
            }
        }
    }

    /** A token or user key: 30 letters and digits (pushover.net/api, parameters). */
    public static final class PushoverKey extends Kind<Secret> {
        private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9]{30}");

        public PushoverKey() {
            super("Pushover key", "30 letters and digits, as pushover.net shows them");
        }

        @Override
        public @Nullable Secret convert(String written) {
            String text = written.strip();
            return SHAPE.matcher(text).matches() ? new Secret(text) : null;
        }

        @Override
        boolean secret() {
            return true;
        }
    }

    /** A password that can be typed: 8 to 256 characters, none of them a control character. */
    public static final class Password extends Kind<Secret> {
        private static final int CHARACTERS_MIN = 8;
        private static final int CHARACTERS_MAX = 256;

        public Password() {
            super("password", "8 to 256 characters without control characters");
        }

        @Override
        public @Nullable Secret convert(String written) {
            String text = written.strip();
            boolean typed = text.length() >= CHARACTERS_MIN && text.length() <= CHARACTERS_MAX;
            return typed && text.chars().noneMatch(Character::isISOControl) ? new Secret(text) : null;
        }

        @Override
        boolean secret() {
            return true;
        }
    }

    /** See {@link HostIdentity}. */
    public static final class Identity extends Kind<HostIdentity> {
        public Identity() {
            super("way to tell hosts apart", "header or peer");
        }

        @Override
        public @Nullable HostIdentity convert(String written) {
            return switch (written.strip()) {
                case "header" -> HostIdentity.HEADER;
                case "peer" -> HostIdentity.PEER;
                default -> null;
            };
        }
    }
}
