package io.authwatch.pipeline;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Firing;
import io.authwatch.rule.OwnRules;
import io.authwatch.rule.Priority;
import java.time.Instant;
import java.util.List;

/**
 * Something about Authwatch itself that a person should learn.
 *
 * @param rule the name of one of {@link SelfAlert}, or of an older version's: a replay may meet it
 * @param key what has one cool-down, such as a certificate's role; {@code -} where there is one for all
 * @param priority how loud
 * @param text one sentence for people, in our words
 */
public record SelfNotice(String rule, String key, Priority priority, String text) {
    /** There is one cool-down for all. */
    static final String NO_KEY = "-";

    private static final String NO_HOST = "-";

    static SelfNotice of(SelfAlert about, String text) {
        return new SelfNotice(about.label(), NO_KEY, about.priority(), text);
    }

    AuthEvent event(long id, Instant now) {
        return OwnEvent.of(id, NO_HOST, text, now);
    }

    /** Its firing; nobody mutes it but by a silence. */
    Firing firing(AuthEvent event) {
        var repeat = SelfAlert.named(rule).orElse(SelfAlert.DROPS).repeat();
        return new Firing(OwnRules.of(rule, priority, repeat), List.of(key), 1, event, false, "");
    }
}
