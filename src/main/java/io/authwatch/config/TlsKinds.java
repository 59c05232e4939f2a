package io.authwatch.config;

import io.authwatch.wire.PermittedPeer;
import org.jspecify.annotations.Nullable;

/** The kinds of values that the settings of TLS have beside {@link Kinds}. */
@SuppressWarnings("serial") // Converter is Serializable; nobody writes one.
final class TlsKinds {
    private TlsKinds() {}

    /** See {@link ClientAuth}; YAML reads {@code off} as {@code false}. */
    public static final class Showing extends Kind<ClientAuth> {
        public Showing() {
            super("way to ask for certificates", "required, optional or off");
        }

        @Override
        public @Nullable ClientAuth convert(String written) {
            return switch (written.strip()) {
                case "required" -> ClientAuth.REQUIRED;
                case "optional" -> ClientAuth.OPTIONAL;
                case "off", "false" -> ClientAuth.OFF;
                default -> null;
            };
        }
    }

    /** See {@link PermittedPeer}. */
    public static final class Peer extends Kind<String> {
        public Peer() {
            super("peer", "names such as web-1.example.net or *.example.net, or SHA256: and 64 hexadecimal digits");
        }

        @Override
        public @Nullable String convert(String written) {
            return PermittedPeer.parse(written) == null ? null : written.strip();
        }
    }
}
