package io.authwatch.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.PasswordCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HTTP basic (RFC 7617) that asks for the password in JSON, as every other error is told. */
@Singleton
class AdminAuthentication implements HttpAuthenticationMechanism {
    private static final int UNAUTHORIZED = 401;
    private static final String SCHEME = "Basic ";
    private static final String CHALLENGE = "Basic realm=\"Authwatch\", charset=\"UTF-8\"";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        UsernamePasswordAuthenticationRequest request = request(header.substring(SCHEME.length()));
        return request == null
                ? Uni.createFrom().failure(new AuthenticationFailedException())
                : providers.authenticate(request);
    }

    private static @Nullable UsernamePasswordAuthenticationRequest request(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? null
                    : new UsernamePasswordAuthenticationRequest(
                            pair.substring(0, colon),
                            new PasswordCredential(pair.substring(colon + 1).toCharArray()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE);
        Failure.end(context, UNAUTHORIZED, "expected the user admin and its password, by HTTP basic");
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(UsernamePasswordAuthenticationRequest.class);
    }
}
