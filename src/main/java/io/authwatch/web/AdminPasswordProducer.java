package io.authwatch.web;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the password at the start, so that a person finds it before the first request. */
@Dependent
class AdminPasswordProducer {
    private static final Logger LOG = Logger.getLogger(AdminPasswordProducer.class);

    @Produces
    @Singleton
    @Startup
    AdminPassword password(
            @ConfigProperty(name = "authwatch.admin-password") Optional<String> configured,
            @ConfigProperty(name = "authwatch.data-dir") String dataDir) {
        AdminPassword password = AdminPassword.of(configured, Path.of(dataDir));
        LOG.infof("The password of the user admin is in %s", password.place());
        return password;
    }
}
