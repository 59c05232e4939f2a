package io.authwatch;

import java.util.Set;

/**
 * The environment variables that Authwatch reads, as the README's table lists them. What README, manifests and system
 * tests name is held against this list.
 */
final class SettingsKeys {
    static final Set<String> KNOWN = Set.of(
            "AUTHWATCH_RULES",
            "AUTHWATCH_DATA_DIR",
            "AUTHWATCH_LISTEN_ADDRESS",
            "AUTHWATCH_FACILITIES",
            "AUTHWATCH_UDP_ENABLED",
            "AUTHWATCH_UDP_PORT",
            "AUTHWATCH_TCP_ENABLED",
            "AUTHWATCH_TCP_PORT",
            "AUTHWATCH_TCP_IN_FLIGHT",
            "AUTHWATCH_SENDERS_ALLOWED",
            "AUTHWATCH_HOSTS_IDENTITY",
            "AUTHWATCH_FILES",
            "AUTHWATCH_HISTORY_MAX_RATE",
            "AUTHWATCH_PUSHOVER_TOKEN",
            "AUTHWATCH_PUSHOVER_USER",
            "AUTHWATCH_PUSHOVER_URL",
            "AUTHWATCH_PUSHOVER_TOKEN_FILE",
            "AUTHWATCH_PUSHOVER_USER_FILE",
            "PUSHOVER_TOKEN",
            "PUSHOVER_USER",
            "PUSHOVER_URL",
            "AUTHWATCH_ADMIN_PASSWORD",
            "QUARKUS_HTTP_PORT",
            "QUARKUS_MANAGEMENT_PORT");

    private SettingsKeys() {}
}
