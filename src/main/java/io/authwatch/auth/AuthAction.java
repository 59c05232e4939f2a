package io.authwatch.auth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What happened: ECS {@code event.action}, with the {@code event.category} and {@code event.type} that belong to it
 * (ECS 8, allowed pairs of the event field set). The order is part of the log's format: append, never reorder.
 */
public enum AuthAction {
    /** A line that no recogniser took. */
    OTHER(List.of(), List.of(), Keep.RECENT),
    /** Somebody logged in or was refused. */
    LOGIN(List.of("authentication"), List.of("start"), Keep.DURABLE),
    /** One of several factors was given. */
    LOGIN_STEP(List.of("authentication"), List.of("info"), Keep.DURABLE),
    /** Further evidence of an attempt that another line tells; never counted by default. */
    LOGIN_DETAIL(List.of("authentication"), List.of("info"), Keep.RECENT),
    LOCKOUT(List.of("authentication", "iam"), List.of("info", "change"), Keep.DURABLE),
    CONNECT(List.of("network"), List.of("connection", "start"), Keep.RECENT),
    CONNECT_CLOSED(List.of("network"), List.of("connection", "end"), Keep.RECENT),
    CONNECT_REFUSED(List.of("network"), List.of("connection", "denied"), Keep.RECENT),
    SOURCE_PENALTY(List.of("network"), List.of("denied"), Keep.DURABLE),
    LOGIN_TIMEOUT(List.of("authentication"), List.of("end"), Keep.DURABLE),
    PROBE(List.of("network"), List.of("connection", "protocol"), Keep.DURABLE),
    NEGOTIATE_FAILED(List.of("network"), List.of("protocol"), Keep.DURABLE),
    PROTOCOL_ERROR(List.of("network"), List.of("protocol"), Keep.DURABLE),
    DNS_MISMATCH(List.of("network"), List.of("info"), Keep.DURABLE),
    SESSION_START(List.of("session"), List.of("start"), Keep.RECENT),
    SESSION_END(List.of("session"), List.of("end"), Keep.RECENT),
    SUBSYSTEM(List.of("session"), List.of("info"), Keep.DURABLE),
    /** Somebody became somebody else, by sudo, su, doas, pkexec …, or was refused. */
    ELEVATE(List.of("authentication", "process"), List.of("start"), Keep.DURABLE),
    USER_CREATE(List.of("iam"), List.of("user", "creation"), Keep.DURABLE),
    USER_CHANGE(List.of("iam"), List.of("user", "change"), Keep.DURABLE),
    USER_DELETE(List.of("iam"), List.of("user", "deletion"), Keep.DURABLE),
    GROUP_CREATE(List.of("iam"), List.of("group", "creation"), Keep.DURABLE),
    GROUP_CHANGE(List.of("iam"), List.of("group", "change"), Keep.DURABLE),
    GROUP_DELETE(List.of("iam"), List.of("group", "deletion"), Keep.DURABLE),
    GROUP_MEMBER_ADD(List.of("iam"), List.of("group", "change"), Keep.DURABLE),
    GROUP_MEMBER_REMOVE(List.of("iam"), List.of("group", "change"), Keep.DURABLE),
    PASSWORD_CHANGE(List.of("iam"), List.of("user", "change"), Keep.DURABLE),
    CRONTAB_CHANGE(List.of("configuration"), List.of("change"), Keep.DURABLE),
    CRON_RUN(List.of("process"), List.of("start"), Keep.RECENT),
    SERVICE_START(List.of("process"), List.of("start"), Keep.DURABLE),
    SERVICE_ERROR(List.of("process"), List.of("info"), Keep.DURABLE),
    /** The host's own logging said that it dropped messages. */
    LOG_LOSS(List.of("host"), List.of("info"), Keep.DURABLE),
    REPEATED(List.of(), List.of(), Keep.DURABLE),
    CONTINUATION(List.of(), List.of(), Keep.DURABLE),
    /** A known host was claimed from a new address; told by Authwatch itself, never by a log line. */
    HOST_MOVED(List.of("host"), List.of("info"), Keep.DURABLE);

    private static final List<String> LOGIN_SUCCESS_CATEGORY = List.of("authentication", "session");
    private static final AuthAction[] BY_CODE = values();

    private final String label;
    private final List<String> category;
    private final List<String> type;
    private final Keep keep;

    AuthAction(List<String> category, List<String> type, Keep keep) {
        this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.category = category;
        this.type = type;
        this.keep = keep;
    }

    /** Where an event without a rule hit is kept. */
    private enum Keep {
        DURABLE,
        RECENT
    }

    /** The ECS value, such as {@code group-member-add}. */
    public String label() {
        return label;
    }

    /** ECS {@code event.category}; a login that succeeded is a session too. */
    public List<String> category(Outcome outcome) {
        return this == LOGIN && outcome == Outcome.SUCCESS ? LOGIN_SUCCESS_CATEGORY : category;
    }

    /** ECS {@code event.type}. */
    public List<String> type() {
        return type;
    }

    /** Whether such an event goes into the durable history even if no rule wants it. */
    public boolean durable() {
        return keep == Keep.DURABLE;
    }

    /** The action of an ordinal that the log holds. */
    public static AuthAction of(int ordinal) {
        return BY_CODE[ordinal];
    }

    /** The action of a label; empty if there is none. */
    public static Optional<AuthAction> named(String label) {
        for (AuthAction action : BY_CODE) {
            if (action.label.equals(label)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
