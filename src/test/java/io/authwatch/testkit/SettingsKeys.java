package io.authwatch.testkit;

import java.util.Set;

/**
 * The environment variables that Authwatch reads. The README lists exactly these, and what manifests and system tests
 * set is among them.
 */
public final class SettingsKeys {
    public static final Set<String> KNOWN = Set.of(
            "AUTHWATCH_RULES",
            "AUTHWATCH_DATA_DIR",
            "AUTHWATCH_LISTEN_ADDRESS",
            "AUTHWATCH_FACILITIES",
            "AUTHWATCH_UDP_ENABLED",
            "AUTHWATCH_UDP_PORT",
            "AUTHWATCH_TCP_ENABLED",
            "AUTHWATCH_TCP_PORT",
            "AUTHWATCH_TCP_IN_FLIGHT",
            "AUTHWATCH_TCP_IDLE_TIMEOUT",
            "AUTHWATCH_TCP_FRAME_TIMEOUT",
            "AUTHWATCH_TCP_KEEP_ALIVE",
            "AUTHWATCH_TCP_SENDER_RATE",
            "AUTHWATCH_TCP_PROXIES",
            "AUTHWATCH_UDP_SENDER_RATE",
            "AUTHWATCH_TLS_ENABLED",
            "AUTHWATCH_TLS_PORT",
            "AUTHWATCH_TLS_CERTIFICATE",
            "AUTHWATCH_TLS_KEY",
            "AUTHWATCH_TLS_CA",
            "AUTHWATCH_TLS_CLIENT_AUTH",
            "AUTHWATCH_TLS_PERMITTED_PEERS",
            "AUTHWATCH_RELP_ENABLED",
            "AUTHWATCH_RELP_PORT",
            "AUTHWATCH_RELP_TLS",
            "AUTHWATCH_SENDERS_ALLOWED",
            "AUTHWATCH_HOSTS_IDENTITY",
            "AUTHWATCH_FILES",
            "AUTHWATCH_TAIL_FOLLOW_LINKS",
            "AUTHWATCH_TAIL_INFLATED_SIZE",
            "AUTHWATCH_TAIL_OFFSETS",
            "AUTHWATCH_JOURNAL_ENABLED",
            "AUTHWATCH_JOURNAL_UNITS",
            "AUTHWATCH_PUSHOVER_TOKEN",
            "AUTHWATCH_PUSHOVER_USER",
            "AUTHWATCH_PUSHOVER_URL",
            "AUTHWATCH_PUSHOVER_TOKEN_FILE",
            "AUTHWATCH_PUSHOVER_USER_FILE",
            "AUTHWATCH_PUSHOVER_RETRY",
            "AUTHWATCH_PUSHOVER_EXPIRE",
            "AUTHWATCH_QUOTA_LIMIT",
            "AUTHWATCH_QUOTA_RESERVE",
            "AUTHWATCH_QUOTA_BURST",
            "AUTHWATCH_QUOTA_DIGEST",
            "PUSHOVER_TOKEN",
            "PUSHOVER_USER",
            "PUSHOVER_URL",
            "AUTHWATCH_ADMIN_PASSWORD",
            "AUTHWATCH_HISTORY_MAX_EVENTS",
            "AUTHWATCH_HISTORY_MAX_AGE",
            "AUTHWATCH_HISTORY_MAX_RATE",
            "AUTHWATCH_HISTORY_ALERT_AGE",
            "AUTHWATCH_HISTORY_RECENT_EVENTS",
            "AUTHWATCH_CATCH_UP_AFTER",
            "AUTHWATCH_SELF_ENABLED",
            "AUTHWATCH_SELF_OFF",
            "AUTHWATCH_SELF_SPACE_LOW",
            "AUTHWATCH_SELF_OUTBOX_AGE",
            "AUTHWATCH_HEARTBEAT_URL",
            "AUTHWATCH_HEARTBEAT_INTERVAL",
            "AUTHWATCH_STORM_ENABLED",
            "AUTHWATCH_STORM_KEYS",
            "AUTHWATCH_STORM_WITHIN",
            "AUTHWATCH_LIMITS_FRAME_SIZE",
            "AUTHWATCH_LIMITS_CONNECTIONS",
            "AUTHWATCH_LIMITS_CONNECTIONS_PER_ADDRESS",
            "AUTHWATCH_LIMITS_IN_FLIGHT",
            "AUTHWATCH_LIMITS_IN_FLIGHT_PER_ADDRESS",
            "AUTHWATCH_LIMITS_UNFINISHED",
            "AUTHWATCH_LIMITS_SENDERS",
            "AUTHWATCH_LIMITS_HOSTS",
            "AUTHWATCH_LIMITS_RULE_KEYS",
            "AUTHWATCH_LIMITS_ALERTS",
            "AUTHWATCH_LIMITS_OUTBOX",
            "AUTHWATCH_LIMITS_DISK_RESERVE",
            "QUARKUS_HTTP_PORT",
            "QUARKUS_MANAGEMENT_PORT");

    /** Examples of keys whose end is free: the README has them. */
    public static final Set<String> FREE =
            Set.of("AUTHWATCH_PUSHOVER_RECIPIENTS_OPS", "AUTHWATCH_PUSHOVER_RECIPIENT_FILES_OPS");

    private SettingsKeys() {}
}
