package io.authwatch.config;

import io.authwatch.rule.Recipient;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of named recipients. Their names are free, so they are found among the names that are set, as properties or
 * variables; case, {@code _} and {@code -} make no difference, for a variable cannot hold them.
 *
 * <pre>
 *  authwatch.pushover.recipients.night-shift        AUTHWATCH_PUSHOVER_RECIPIENTS_NIGHT_SHIFT        the key
 *  authwatch.pushover.recipient-files.night-shift   AUTHWATCH_PUSHOVER_RECIPIENT_FILES_NIGHT_SHIFT   a file with it
 * </pre>
 */
final class RecipientKeys {
    private static final String KEYS = "authwatch.pushover.recipients.";
    private static final String FILES = "authwatch.pushover.recipient-files.";

    private RecipientKeys() {}

    /** Whether a variable or a property is such a key. */
    static boolean isOne(String name) {
        return suffix(name, KEYS) != null || suffix(name, FILES) != null;
    }

    /** Those that are set, each to be checked as any other. */
    static List<Key> of(SmallRyeConfig config) {
        List<Key> keys = new ArrayList<>();
        names(config, KEYS)
                .values()
                .forEach(name -> keys.add(new Key(name, new Kinds.PushoverKey(), false, null, null)));
        names(config, FILES).values().forEach(name -> keys.add(new Key(name, new Kinds.FilePath(), false, null, null)));
        return keys;
    }

    /** The keys by the recipients' canonical names; what cannot be read goes to {@code faults}, one line each. */
    static Map<String, Secret> secrets(SmallRyeConfig config, Consumer<String> faults) {
        Map<String, Secret> secrets = new TreeMap<>();
        names(config, FILES)
                .forEach((recipient, name) -> value(config, name)
                        .map(new Kinds.FilePath()::convert)
                        .flatMap(path -> SecretFile.read(name, path, faults))
                        .ifPresent(secret -> secrets.put(recipient, secret)));
        names(config, KEYS)
                .forEach((recipient, name) -> value(config, name)
                        .map(new Kinds.PushoverKey()::convert)
                        .ifPresent(secret -> secrets.put(recipient, secret)));
        return secrets;
    }

    private static Optional<String> value(SmallRyeConfig config, String name) {
        return Optional.ofNullable(config.getConfigValue(name).getValue()).filter(text -> !text.isBlank());
    }

    /** Recipient → the name that says it, the one of the strongest source. */
    private static Map<String, String> names(SmallRyeConfig config, String prefix) {
        Map<String, String> names = new TreeMap<>();
        TreeSet<String> all = new TreeSet<>();
        config.getPropertyNames().forEach(all::add);
        for (String name : all) {
            String recipient = suffix(name, prefix);
            if (recipient != null && value(config, name).isPresent()) {
                names.merge(recipient, name, (one, other) -> stronger(config, one, other));
            }
        }
        return names;
    }

    private static String stronger(SmallRyeConfig config, String one, String other) {
        ConfigValue first = config.getConfigValue(one);
        ConfigValue second = config.getConfigValue(other);
        return second.getConfigSourceOrdinal() > first.getConfigSourceOrdinal() ? other : one;
    }

    /** The canonical name behind a prefix, or null if the name has another, or ends there. */
    private static @Nullable String suffix(String name, String prefix) {
        String start = Key.variable(prefix);
        String whole = Key.variable(name);
        boolean longer = whole.startsWith(start) && whole.length() > start.length();
        return longer ? Recipient.canonical(whole.substring(start.length())) : null;
    }
}
