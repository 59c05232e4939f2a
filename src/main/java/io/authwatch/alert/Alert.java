package io.authwatch.alert;

import io.authwatch.rule.Priority;
import java.time.Instant;
import java.util.List;

/**
 * What a person should learn, once, and what followed it.
 *
 * @param id short, unique, the same after a replay of the same log: derived from rule, key and first event
 * @param rule the rule's name
 * @param key the values of the rule's {@code per}, in its order; a missing part is {@code -}
 * @param priority how loud
 * @param state where it stands
 * @param host the host of its latest event
 * @param opened when its rule fired first
 * @param last when its rule fired last
 * @param count how often its rule fired, the first included; at least 1
 * @param followed how often since the last notification
 * @param event the latest event's id
 * @param summary one line for people: who, what, where, from where
 */
public record Alert(
        String id,
        String rule,
        List<String> key,
        Priority priority,
        AlertState state,
        String host,
        Instant opened,
        Instant last,
        long count,
        long followed,
        long event,
        String summary) {}
