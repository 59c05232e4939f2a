package io.authwatch.pushover;

import java.time.Duration;

/** What Pushover asks of its clients, each with its page, and what we ask of Pushover. */
public final class PushoverLimits {
    /** Code points of a title (pushover.net/api, title). */
    public static final int TITLE_MAX = 250;
    /** Code points of a message (pushover.net/api, message: "1024 4-byte UTF-8 characters"). */
    public static final int MESSAGE_MAX = 1024;
    /** The least time between two repeats of an emergency (pushover.net/api, retry). */
    public static final Duration RETRY_MIN = Duration.ofSeconds(30);
    /** The longest that an emergency repeats (pushover.net/api, expire; 86,400 s until 2024). */
    public static final Duration EXPIRE_MAX = Duration.ofSeconds(10_800);
    /** Requests at once (pushover.net/api, "Being friendly to our API": two TCP connections). */
    public static final int CONNECTIONS_MAX = 2;

    /** Until a connection stands; ours. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** From the request to the last octet of the answer, the connection included; ours. */
    public static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(15);
    /** Octets of an answer that are looked at; Pushover's own have fewer than 300; ours. */
    public static final int ANSWER_MAX = 65_536;
    /** Code points of what an answer says that are shown to people; ours. */
    public static final int DETAIL_MAX = 200;
    /** Characters of a request id or a receipt; a receipt has 30, an id 36 (pushover.net/api); ours. */
    public static final int ID_MAX = 64;

    private PushoverLimits() {}
}
