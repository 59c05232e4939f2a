package io.authwatch.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import jakarta.annotation.Priority;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes an empty value of ours no value, so that {@code AUTHWATCH_UDP_PORT=} gives the default, and reads the short
 * names that people know from other programs.
 */
@Priority(UnsetValues.PRIORITY)
public final class UnsetValues implements ConfigSourceInterceptor {
    /** Above SmallRye's own (3,600 and less), so that it sees what an expression gave. */
    static final int PRIORITY = 4_000;

    private static final long serialVersionUID = 1;
    private static final Map<String, String> SHORT_NAMES = Map.of(
            "authwatch.pushover.token", "PUSHOVER_TOKEN",
            "authwatch.pushover.user", "PUSHOVER_USER",
            "authwatch.pushover.url", "PUSHOVER_URL");

    private final Map<String, String> fallbacks = Key.all().stream()
            .filter(key -> key.fallback() != null)
            .collect(Collectors.toMap(Key::name, key -> String.valueOf(key.fallback())));

    /** The short name of a key, or null. */
    static @Nullable String shortName(String key) {
        return SHORT_NAMES.get(key);
    }

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (!name.startsWith("authwatch.") || (value != null && value.hasProblems())) {
            return value;
        }
        String shortName = SHORT_NAMES.get(name);
        if (shortName != null && (isEmpty(value) || isDefault(name, value))) {
            ConfigValue other = context.proceed(shortName);
            value = isEmpty(other) ? value : other.withName(name);
        }
        return isEmpty(value) ? fallback(name) : value;
    }

    /** Given here, for nobody else gives the default of a list to those who ask for the key by its name. */
    private @Nullable ConfigValue fallback(String name) {
        String fallback = fallbacks.get(name);
        return fallback == null
                ? null
                : ConfigValue.builder()
                        .withName(name)
                        .withValue(fallback)
                        .withConfigSourceName("default")
                        .withConfigSourceOrdinal(Integer.MIN_VALUE)
                        .build();
    }

    private static boolean isEmpty(@Nullable ConfigValue value) {
        return value == null || value.getValue() == null || value.getValue().isBlank();
    }

    /** Whether nobody set it: the mapping's defaults are a source of their own, below all others. */
    private boolean isDefault(String name, ConfigValue value) {
        return value.getConfigSourceOrdinal() == Integer.MIN_VALUE
                && value.getValue().equals(fallbacks.get(name));
    }
}
