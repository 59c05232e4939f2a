package io.authwatch.config;

import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Gives the checked settings to whoever asks for them. */
final class SettingsProducer {
    private SettingsProducer() {}

    @Produces
    @Singleton
    static Settings settings(Config config) {
        return SettingsReader.read(config.unwrap(SmallRyeConfig.class));
    }
}
