package io.authwatch.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The files of {@link TlsSettings} as they are, so that a change of any is seen; null where none is named. */
final class TlsFiles {
    /** A file that is longer is none of ours. */
    private static final int OCTETS_MAX = 1 << 20;

    final byte[] certificate;
    final byte[] key;
    final byte @Nullable [] authorities;

    private TlsFiles(byte[] certificate, byte[] key, byte @Nullable [] authorities) {
        this.certificate = certificate;
        this.key = key;
        this.authorities = authorities;
    }

    /**
     * Reads them.
     *
     * @throws UnusableCertificate if one cannot be read
     */
    static TlsFiles read(TlsSettings settings) throws UnusableCertificate {
        Path authorities = settings.authorities();
        return new TlsFiles(
                octets("certificate", settings.certificate()),
                octets("key", settings.key()),
                authorities == null ? null : octets("ca", authorities));
    }

    private static byte[] octets(String key, Path path) throws UnusableCertificate {
        try (InputStream file = Files.newInputStream(path)) {
            byte[] octets = file.readNBytes(OCTETS_MAX + 1);
            if (octets.length > OCTETS_MAX) {
                throw new UnusableCertificate(key, "'" + path + "' is longer than 1 MiB");
            }
            return octets;
        } catch (IOException unreadable) {
            throw new UnusableCertificate(key, "'" + path + "' cannot be read");
        }
    }

    /** Whether they hold the same. */
    boolean areLike(TlsFiles other) {
        return Arrays.equals(certificate, other.certificate)
                && Arrays.equals(key, other.key)
                && Arrays.equals(authorities, other.authorities);
    }
}
