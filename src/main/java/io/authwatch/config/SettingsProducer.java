package io.authwatch.config;

import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Gives the checked settings to whoever asks for them. */
final class SettingsProducer {
    private SettingsProducer() {}

    /** {@code asked} is asked for so that Quarkus maps it: it maps only what a bean asks for. */
    @Produces
    @Singleton
    static Settings settings(Config config, AuthwatchConfig asked) {
        return SettingsReader.read(config.unwrap(SmallRyeConfig.class));
    }
}
