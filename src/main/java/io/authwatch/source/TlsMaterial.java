package io.authwatch.source;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * What the files of {@link TlsSettings} hold, read by Vert.x (PKCS #8, PKCS #1 and SEC 1 keys) and checked: the key is
 * the certificate's.
 *
 * @param key our private key
 * @param chain our certificate, then those between it and its authority
 * @param authorities what the senders' certificates are checked against, or null
 * @param authoritiesExpire when the first of them expires, or null
 */
record TlsMaterial(
        PrivateKey key,
        List<X509Certificate> chain,
        @Nullable X509ExtendedTrustManager authorities,
        @Nullable Instant authoritiesExpire) {

    /**
     * Reads what the files hold.
     *
     * @throws UnusableCertificate if that is nothing to speak TLS with
     */
    static TlsMaterial of(TlsFiles files, Vertx vertx) throws UnusableCertificate {
        List<X509Certificate> chain = certificates("certificate", files.certificate, vertx);
        PrivateKey key = key(files, chain.get(0), vertx);
        if (!belongTogether(key, chain.get(0))) {
            throw new UnusableCertificate("key", "it is not the key of the certificate");
        }
        byte[] authorities = files.authorities;
        if (authorities == null) {
            return new TlsMaterial(key, chain, null, null);
        }
        List<X509Certificate> signers = certificates("ca", authorities, vertx);
        Date expire = Collections.min(
                signers.stream().map(X509Certificate::getNotAfter).toList());
        return new TlsMaterial(key, chain, trust(signers), expire.toInstant());
    }

    private static List<X509Certificate> certificates(String name, byte[] file, Vertx vertx)
            throws UnusableCertificate {
        try {
            KeyStore store =
                    new PemTrustOptions().addCertValue(Buffer.buffer(file)).loadKeyStore(vertx);
            List<X509Certificate> certificates = new ArrayList<>();
            // The store names them cert-0, cert-1 … in the order of the file.
            for (int i = 0; store.getCertificate("cert-" + i) instanceof X509Certificate certificate; i++) {
                certificates.add(certificate);
            }
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (Exception unreadable) {
            // What it says may quote the file.
        }
        throw new UnusableCertificate(name, "it holds no certificate that can be read (PEM)");
    }

    private static PrivateKey key(TlsFiles files, X509Certificate certificate, Vertx vertx) throws UnusableCertificate {
        try {
            PemKeyCertOptions pem = new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(files.certificate))
                    .addKeyValue(Buffer.buffer(files.key));
            X509KeyManager keys =
                    (X509KeyManager) pem.getKeyManagerFactory(vertx).getKeyManagers()[0];
            String[] aliases = keys.getServerAliases(certificate.getPublicKey().getAlgorithm(), null);
            PrivateKey key = aliases == null ? null : keys.getPrivateKey(aliases[0]);
            if (key != null) {
                return key;
            }
        } catch (Exception unreadable) {
            // What it says may quote the key.
        }
        throw new UnusableCertificate("key", "it holds no private key that can be read (PEM, without a password)");
    }

    private static boolean belongTogether(PrivateKey key, Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update((byte) 1);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update((byte) 1);
            return verifier.verify(signature);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }

    private static X509ExtendedTrustManager trust(List<X509Certificate> signers) throws UnusableCertificate {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate signer : signers) {
                store.setCertificateEntry(Integer.toString(store.size()), signer);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | java.io.IOException unusable) {
            throw new UnusableCertificate("ca", "its certificates cannot be used: " + unusable.getMessage());
        }
    }
}
