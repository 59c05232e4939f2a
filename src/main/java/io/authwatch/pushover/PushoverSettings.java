package io.authwatch.pushover;

import io.authwatch.rule.Recipient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a person.
 *
 * @param url the API without a path, {@code https://api.pushover.net}
 * @param token the application's
 * @param user the user's or group's key
 * @param retry between two repeats of an emergency, at least {@link PushoverLimits#RETRY_MIN}
 * @param expire how long an emergency repeats, as long as a shortest {@code retry} to {@link PushoverLimits#EXPIRE_MAX}
 * @param recipients the keys of users and groups that have a name, by {@link Recipient#canonical}
 */
public record PushoverSettings(
        URI url, Secret token, Secret user, Duration retry, Duration expire, Map<String, Secret> recipients) {
    /** Where Pushover is. */
    public static final URI DEFAULT_URL = URI.create("https://api.pushover.net");
    /** Once a minute. */
    public static final Duration DEFAULT_RETRY = Duration.ofSeconds(60);
    /** For an hour, which is 50 repeats (pushover.net/api, expire) and then silence. */
    public static final Duration DEFAULT_EXPIRE = Duration.ofHours(1);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if retry or expire are out of theirs
     */
    public PushoverSettings {
        recipients = Map.copyOf(recipients);
        if (retry.compareTo(PushoverLimits.RETRY_MIN) < 0) {
            throw new IllegalArgumentException("retry is " + retry.toSeconds() + " s: at least "
                    + PushoverLimits.RETRY_MIN.toSeconds() + " s are expected");
        }
        if (expire.compareTo(PushoverLimits.EXPIRE_MAX) > 0 || expire.compareTo(PushoverLimits.RETRY_MIN) < 0) {
            throw new IllegalArgumentException("expire is " + expire.toSeconds() + " s: expected are "
                    + PushoverLimits.RETRY_MIN.toSeconds() + " s to " + PushoverLimits.EXPIRE_MAX.toSeconds() + " s");
        }
    }

    /** Settings with the defaults for everything but the secrets. */
    public static PushoverSettings of(URI url, Secret token, Secret user) {
        return new PushoverSettings(url, token, user, DEFAULT_RETRY, DEFAULT_EXPIRE, Map.of());
    }

    /** The key of a named recipient, or null if none is set. */
    @Nullable
    Secret key(String name) {
        return recipients.get(Recipient.canonical(name));
    }

    /** The name of the recipient with this key, empty for who is told of everything, or null if it is none of theirs. */
    @Nullable
    String name(String key) {
        if (key.equals(user.reveal())) {
            return "";
        }
        return recipients.entrySet().stream()
                .filter(recipient -> recipient.getValue().reveal().equals(key))
                .map(Map.Entry::getKey)
                .min(String::compareTo)
                .orElse(null);
    }

    /** Whatever must never be seen. */
    Secret[] secrets() {
        return Stream.concat(Stream.of(token, user), recipients.values().stream())
                .toArray(Secret[]::new);
    }
}
