package io.authwatch.source;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Our certificate and its key, which can be changed while it is used: handshakes that began with the one before end with
 * it, connections keep what they agreed on.
 */
final class RenewableKey extends X509ExtendedKeyManager {
    private volatile Pair pair;

    /** One certificate with its key, and the pair that it replaced. */
    private record Pair(
            String alias,
            PrivateKey key,
            X509Certificate[] chain,
            @Nullable Pair before) {
        @Nullable
        Pair named(String name) {
            return alias.equals(name) ? this : before;
        }
    }

    RenewableKey(PrivateKey key, X509Certificate[] chain) {
        this.pair = new Pair("1", key, chain.clone(), null);
    }

    /** From now on handshakes begin with this one. */
    void renew(PrivateKey key, X509Certificate[] chain) {
        Pair old = pair;
        String alias = Integer.toString(Integer.parseInt(old.alias) + 1);
        pair = new Pair(alias, key, chain.clone(), new Pair(old.alias, old.key, old.chain, null));
    }

    private @Nullable String alias(@Nullable String... kinds) {
        Pair now = pair;
        return Arrays.asList(kinds).contains(now.chain[0].getPublicKey().getAlgorithm()) ? now.alias : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String kind, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(kind);
    }

    @Override
    public @Nullable String chooseServerAlias(String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(kind);
    }

    @Override
    public String @Nullable [] getServerAliases(String kind, Principal @Nullable [] issuers) {
        String alias = alias(kind);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Pair named = pair.named(alias);
        return named == null ? null : named.chain.clone();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Pair named = pair.named(alias);
        return named == null ? null : named.key;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String kind, Principal @Nullable [] issuers) {
        return null;
    }
}
