package io.authwatch.config;

import io.quarkus.config.yaml.runtime.YamlConfigBuilder;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The check before the start: the configuration as Quarkus will read it, from the same sources. */
public final class Startup {
    private Startup() {}

    /**
     * Checks everything that can be checked before anything runs.
     *
     * @param environment the environment variables
     * @return one warning a line
     * @throws StartRefused if a value is wrong
     */
    public static List<String> check(Map<String, String> environment) {
        SmallRyeConfig config = config(false);
        List<String> faults = Faults.of(config);
        if (!faults.isEmpty()) {
            throw new StartRefused(faults);
        }
        SettingsReader.read(config(true));
        List<String> taken = HttpPorts.faults(config);
        if (!taken.isEmpty()) {
            throw new StartRefused(taken);
        }
        return UnknownKeys.warnings(environment.keySet(), config.getPropertyNames());
    }

    private static SmallRyeConfig config(boolean mapped) {
        try {
            SmallRyeConfigBuilder builder = new YamlConfigBuilder().configBuilder(ConfigUtils.configBuilder());
            return (mapped ? builder.withMapping(SettingsReader.mapping()) : builder).build();
        } catch (RuntimeException e) {
            throw new StartRefused(List.of(unreadable(e)));
        }
    }

    /** Never the exception's own text: a YAML error quotes the lines around it, and one may be the token. */
    private static String unreadable(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
                return "application.yaml: line " + (yaml.getProblemMark().getLine() + 1) + ", column "
                        + (yaml.getProblemMark().getColumn() + 1) + ": this is no YAML; expected keys and values";
            }
        }
        return "The configuration cannot be read (" + e.getClass().getSimpleName()
                + "); expected application.properties, application.yaml and .env files that are whole";
    }
}
