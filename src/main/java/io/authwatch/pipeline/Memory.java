package io.authwatch.pipeline;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Reading;
import io.authwatch.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known without the ledger: the recent events, the hosts, the lines that nobody could read, and what a line would
 * be. Any thread may ask.
 */
public final class Memory {
    private final Recent recent;
    private final HostBook hosts;
    private final UnknownShapes unknown;
    private final Explainer explainer;

    /**
     * @param localHost the host of lines that name none
     * @param hostsMax how many hosts are remembered
     */
    public Memory(LaneSettings settings, String localHost, int hostsMax, Happenings happenings) {
        recent = new Recent(reading(settings), settings.identity(), settings.recentMax());
        hosts = new HostBook(hostsMax, happenings);
        unknown = new UnknownShapes(reading(settings), settings.identity(), happenings);
        explainer = new Explainer(reading(settings), localHost);
    }

    private static Reading reading(LaneSettings settings) {
        return new Reading(settings.recognisers(), settings.zone());
    }

    /** Takes up a batch that was committed. */
    public void committed(Batch batch) {
        recent.add(batch.rest());
        hosts.saw(batch.hosts(), batch.received());
        unknown.committed(batch);
    }

    /** What a line would be under {@code rules}. */
    public Explanation explain(byte[] octets, @Nullable String host, RuleSet rules, Instant now) {
        return explainer.explain(octets, host, rules, now);
    }

    /** Durable events, newest first, and the recent ones in one list of at most {@code limit}. */
    public List<AuthEvent> withRecent(List<AuthEvent> durable, long before, @Nullable String host, int limit) {
        List<AuthEvent> all = new ArrayList<>(durable);
        all.addAll(recent.events(before, host, limit));
        all.sort(Comparator.comparingLong(AuthEvent::id).reversed());
        return all.size() <= limit ? all : List.copyOf(all.subList(0, limit));
    }

    /** The kinds of lines that no recogniser could read; {@code host} being the host of the latest one, or null. */
    public List<UnknownShape> unknown(UnknownShape.Order order, @Nullable String host, int limit) {
        return unknown.list(order, host, limit);
    }

    /** Hosts, the latest seen first. */
    public List<HostSeen> hosts(@Nullable String before, @Nullable String host, int limit, RuleSet rules) {
        return hosts.list(before, host, limit, rules::muted);
    }
}
