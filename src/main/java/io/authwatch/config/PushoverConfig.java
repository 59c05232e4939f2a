package io.authwatch.config;

import io.authwatch.config.Kinds.FilePath;
import io.authwatch.config.Kinds.PushoverKey;
import io.authwatch.config.Kinds.Span;
import io.authwatch.config.Kinds.WebAddress;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Notifications through Pushover. */
public interface PushoverConfig {
    /** The application's token; {@code PUSHOVER_TOKEN} says it too. Default: none. */
    Optional<@WithConverter(PushoverKey.class) Secret> token();

    /** The user's or group's key; {@code PUSHOVER_USER} says it too. Default: none. */
    Optional<@WithConverter(PushoverKey.class) Secret> user();

    /** Where Pushover is; {@code PUSHOVER_URL} says it too. Default: {@code https://api.pushover.net}. */
    @WithDefault("https://api.pushover.net")
    @WithConverter(WebAddress.class)
    URI url();

    /** A file whose first line is the token, not readable by others; beaten by {@code token}. Default: none. */
    Optional<@WithConverter(FilePath.class) Path> tokenFile();

    /** A file whose first line is the user key, not readable by others; beaten by {@code user}. Default: none. */
    Optional<@WithConverter(FilePath.class) Path> userFile();

    /**
     * The keys of users and groups that rule files name in {@code to}: {@code recipients.ops}, as a variable
     * {@code AUTHWATCH_PUSHOVER_RECIPIENTS_OPS}. Default: none.
     */
    Map<String, Optional<@WithConverter(PushoverKey.class) Secret>> recipients();

    /**
     * Files whose first lines are such keys, not readable by others; beaten by {@code recipients}:
     * {@code recipient-files.ops}, as a variable {@code AUTHWATCH_PUSHOVER_RECIPIENT_FILES_OPS}. Default: none.
     */
    Map<String, Optional<@WithConverter(FilePath.class) Path>> recipientFiles();

    /** How often an emergency notification repeats, 30s to 3h. Default: {@code 60s}. */
    @WithDefault("60s")
    @WithConverter(Span.class)
    @Between(from = "30s", to = "3h")
    Duration retry();

    /** How long an emergency notification repeats, 30s to 3h. Default: {@code 1h}. */
    @WithDefault("1h")
    @WithConverter(Span.class)
    @Between(from = "30s", to = "3h")
    Duration expire();
}
