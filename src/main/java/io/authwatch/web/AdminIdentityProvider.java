package io.authwatch.web;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Knows one user, {@code admin}. A wrong answer takes a second, so that guessing is slow and costs us no thread. */
@Singleton
class AdminIdentityProvider implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
    static final String ADMIN = "admin";

    private static final Logger LOG = Logger.getLogger(AdminIdentityProvider.class);
    private static final Duration WRONG_TAKES = Duration.ofSeconds(1);

    private final AdminPassword password;
    private final AtomicLong refused = new AtomicLong();

    AdminIdentityProvider(AdminPassword password) {
        this.password = password;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        boolean known = ADMIN.equals(request.getUsername());
        boolean right = password.matches(new String(request.getPassword().getPassword()));
        if (known && right) {
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder()
                            .setPrincipal(new QuarkusPrincipal(ADMIN))
                            .addRole(ADMIN)
                            .build());
        }
        tell(refused.incrementAndGet());
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(WRONG_TAKES)
                .onItem()
                .transformToUni(waited -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    /** At the powers of two: the first guess is told at once, and a million of them in twenty lines. */
    private static void tell(long refused) {
        if (Long.bitCount(refused) == 1) {
            LOG.warnf("A login to the API was refused: wrong user or password. refused=%d", refused);
        }
    }
}
