package io.authwatch.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configurations out of a few variables or properties, read as the service reads its own. */
final class Configs {
    private Configs() {}

    static SmallRyeConfig ofVariables(Map<String, String> variables) {
        return builder().withSources(new EnvConfigSource(variables, 300)).build();
    }

    static SmallRyeConfig ofProperties(Map<String, String> properties) {
        return builder()
                .withSources(new PropertiesConfigSource(properties, "test", 250))
                .build();
    }

    /** Both, mapped: throws what Quarkus would throw. */
    static SmallRyeConfig mapped(Map<String, String> variables, Map<String, String> properties) {
        return builder()
                .withSources(new EnvConfigSource(variables, 300), new PropertiesConfigSource(properties, "test", 250))
                .withMapping(SettingsReader.mapping())
                .build();
    }

    static Settings settings(Map<String, String> variables) {
        return SettingsReader.read(mapped(variables, Map.of()));
    }

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withInterceptors(new UnsetValues());
    }
}
