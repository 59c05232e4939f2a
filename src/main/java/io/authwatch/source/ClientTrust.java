package io.authwatch.source;

import io.authwatch.wire.PermittedPeer;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which senders' certificates are good: signed by one of our authorities and, where permitted peers are named, with one
 * of their names; or one of the certificates whose fingerprints are named. Without authorities no other is. The
 * authorities can be changed while it is used.
 */
final class ClientTrust extends X509ExtendedTrustManager {
    private static final X509Certificate[] NOBODY = {};

    private final List<PermittedPeer> permitted;
    private volatile @Nullable X509ExtendedTrustManager authorities;

    /** A certificate that is not good; the message says why, and may hold text of the certificate. */
    static final class Refused extends CertificateException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    ClientTrust(List<PermittedPeer> permitted) {
        this.permitted = List.copyOf(permitted);
    }

    /** From now on these sign the senders' certificates. */
    void authorities(@Nullable X509ExtendedTrustManager trusted) {
        authorities = trusted;
    }

    /**
     * The name that a chain proves: of several the one that is permitted, else the first; null if it has none.
     *
     * @throws Refused if it is not good, or has no name where it is not permitted as a whole
     */
    @Nullable
    String name(X509Certificate[] chain) throws CertificateException {
        check(chain, null);
        List<String> names = CertificateNames.of(chain[0]);
        String name =
                names.stream().filter(this::isPermitted).findFirst().orElse(names.isEmpty() ? null : names.get(0));
        if (name == null && !isPermitted(chain[0])) {
            throw new Refused("client certificate names nobody: " + CertificateNames.subject(chain[0]));
        }
        return name;
    }

    private void check(X509Certificate[] chain, @Nullable SSLEngine engine) throws CertificateException {
        if (isPermitted(chain[0])) {
            checkDates(chain[0]);
            return;
        }
        X509ExtendedTrustManager trusted = authorities;
        if (trusted == null) {
            throw new Refused("client certificate is none of authwatch.tls.permitted-peers: "
                    + CertificateNames.subject(chain[0]) + ", SHA256:" + fingerprint(chain[0]));
        }
        try {
            String kind = chain[0].getPublicKey().getAlgorithm();
            if (engine == null) {
                trusted.checkClientTrusted(chain, kind);
            } else {
                trusted.checkClientTrusted(chain, kind, engine);
            }
        } catch (CertificateException refused) {
            throw new Refused(why(chain, refused));
        }
        checkNames(chain[0]);
    }

    private static String why(X509Certificate[] chain, CertificateException refused) throws Refused {
        for (X509Certificate certificate : chain) {
            checkDates(certificate);
        }
        String text = String.valueOf(refused.getMessage());
        String subject = CertificateNames.subject(chain[0]);
        if (text.contains("usage")) {
            return "client certificate is not made for a client: " + subject + ", " + text;
        }
        return text.contains("path")
                ? "client certificate is not signed by an authority of authwatch.tls.ca: " + subject + ", signed by "
                        + CertificateNames.issuer(chain[0])
                : "client certificate is not good: " + subject + ", " + text;
    }

    private static void checkDates(X509Certificate certificate) throws Refused {
        String subject = CertificateNames.subject(certificate);
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException expired) {
            throw new Refused("client certificate has expired: " + subject + ", on "
                    + certificate.getNotAfter().toInstant());
        } catch (CertificateNotYetValidException early) {
            throw new Refused("client certificate is not valid yet: " + subject + ", from "
                    + certificate.getNotBefore().toInstant());
        }
    }

    private void checkNames(X509Certificate certificate) throws Refused {
        List<String> names = CertificateNames.of(certificate);
        if (!permitted.isEmpty() && names.stream().noneMatch(this::isPermitted)) {
            throw new Refused("client certificate is none of authwatch.tls.permitted-peers: "
                    + CertificateNames.subject(certificate) + ", names "
                    + names.stream().limit(5).toList());
        }
    }

    private boolean isPermitted(String name) {
        return permitted.stream().anyMatch(peer -> peer instanceof PermittedPeer.Name known && known.admits(name));
    }

    private boolean isPermitted(X509Certificate certificate) throws CertificateException {
        String sha256 = permitted.stream().anyMatch(peer -> peer instanceof PermittedPeer.Fingerprint)
                ? fingerprint(certificate)
                : "";
        return permitted.stream()
                .anyMatch(peer -> peer instanceof PermittedPeer.Fingerprint known
                        && known.sha256().equals(sha256));
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        check(chain, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        check(chain, null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        check(chain, null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        throw new Refused("we are the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw new Refused("we are the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw new Refused("we are the server");
    }

    /** None: a sender with a certificate of its own making would not show it to a server that asks for others. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NOBODY;
    }
}
