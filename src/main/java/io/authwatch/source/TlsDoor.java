package io.authwatch.source;

import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS as it is spoken at all our ports (RFC 5425, RFC 9662): 1.3, or 1.2 with ephemeral keys and authenticated
 * encryption; no early data, no renegotiation. Whom a connection is from is looked at again when its first octets
 * arrive, since a resumed session shows no certificate.
 *
 * <p>The files are looked at every {@value #LOOK_SECONDS} s by their content: a renewed certificate is used by the
 * handshakes that follow, and connections stay. Files that cannot be used, as while they are being replaced, change
 * nothing.
 */
public final class TlsDoor {
    private static final Set<String> PROTOCOLS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    static final long LOOK_SECONDS = 10;
    private static final Duration TELL_EVERY = Duration.ofDays(1);

    private final Vertx vertx;
    private final TlsSettings settings;
    private final Happenings happenings;
    private final InstantSource clock;
    private final RenewableKey key;
    private final ClientTrust trust;
    private TlsFiles files;
    private TlsMaterial material;
    private Instant told = Instant.EPOCH;
    private String trouble = "";
    private long timer = -1;

    private TlsDoor(
            Vertx vertx,
            TlsSettings settings,
            TlsFiles files,
            TlsMaterial material,
            Happenings happenings,
            InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.happenings = happenings;
        this.clock = clock;
        this.files = files;
        this.material = material;
        this.key = new RenewableKey(material.key(), chain(material));
        this.trust = new ClientTrust(settings.permitted());
        this.trust.authorities(material.authorities());
    }

    private static X509Certificate[] chain(TlsMaterial material) {
        return material.chain().toArray(X509Certificate[]::new);
    }

    /**
     * Reads the files.
     *
     * @throws UnusableCertificate if they hold nothing to speak TLS with
     */
    public static TlsDoor open(Vertx vertx, TlsSettings settings, Happenings happenings, InstantSource clock)
            throws UnusableCertificate {
        TlsFiles files = TlsFiles.read(settings);
        TlsMaterial material = TlsMaterial.of(files, vertx);
        return new TlsDoor(vertx, settings, files, material, happenings, clock);
    }

    /** Looks at the files from now on. */
    public void watch() {
        look();
        timer = vertx.setPeriodic(TimeUnit.SECONDS.toMillis(LOOK_SECONDS), id -> vertx.executeBlocking(this::looked));
    }

    private boolean looked() {
        look();
        return true;
    }

    /** Takes what changed, and tells what is in use, the first time and once a day. */
    synchronized void look() {
        try {
            TlsFiles now = TlsFiles.read(settings);
            if (!now.areLike(files)) {
                renew(TlsMaterial.of(now, vertx));
                files = now;
            }
            trouble = "";
        } catch (UnusableCertificate unusable) {
            String why = "authwatch.tls." + unusable.key() + ": " + unusable.getMessage();
            if (!why.equals(trouble)) {
                trouble = why;
                happenings.certificateRefused(why);
            }
        }
        if (!clock.instant().isBefore(told.plus(TELL_EVERY))) {
            tell();
        }
    }

    private void renew(TlsMaterial renewed) {
        material = renewed;
        key.renew(renewed.key(), chain(renewed));
        trust.authorities(renewed.authorities());
        told = Instant.EPOCH;
    }

    private void tell() {
        told = clock.instant();
        tell("server", material.chain().get(0).getNotAfter().toInstant());
        Instant authoritiesExpire = material.authoritiesExpire();
        if (authoritiesExpire != null) {
            tell("ca", authoritiesExpire);
        }
    }

    private void tell(String role, Instant expires) {
        happenings.certificate(role, expires, Duration.between(told, expires));
    }

    /** Looks at the files no more. */
    public void close() {
        vertx.cancelTimer(timer);
    }

    /** What a listener needs; several may share it. */
    public NetServerOptions options() {
        NetServerOptions options = new NetServerOptions()
                .setSsl(true)
                .setSslHandshakeTimeout(SourceLimits.TLS_HANDSHAKE.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(KeyCertOptions.wrap(key))
                .setTrustOptions(TrustOptions.wrap(trust))
                .setClientAuth(
                        switch (settings.clientAuth()) {
                            case REQUIRED -> ClientAuth.REQUIRED;
                            case OPTIONAL -> ClientAuth.REQUEST;
                            case OFF -> ClientAuth.NONE;
                        });
        SUITES.forEach(options::addEnabledCipherSuite);
        return options;
    }

    /** The origins of syslog over TLS. */
    public OriginFactory syslog() {
        return (peer, session) -> new Origin.Tls(peer, name(session));
    }

    /** The origins of RELP over TLS. */
    public OriginFactory relp() {
        return (peer, session) -> new Origin.Relp(peer, name(session));
    }

    /** The name that a sender proved, or null if he need not or if he is known by his certificate as a whole. */
    private @Nullable String name(@Nullable SSLSession session) throws SSLPeerUnverifiedException {
        if (session == null) {
            throw new SSLPeerUnverifiedException("no TLS session");
        }
        if (settings.clientAuth() == TlsSettings.ClientAuth.OFF) {
            return null;
        }
        try {
            X509Certificate[] chain = Arrays.copyOf(
                    session.getPeerCertificates(), session.getPeerCertificates().length, X509Certificate[].class);
            return trust.name(chain);
        } catch (SSLPeerUnverifiedException none) {
            if (settings.clientAuth() == TlsSettings.ClientAuth.OPTIONAL) {
                return null;
            }
            throw new SSLPeerUnverifiedException(TlsFault.NO_CERTIFICATE);
        } catch (CertificateException refused) {
            throw new SSLPeerUnverifiedException(refused.getMessage());
        }
    }
}
