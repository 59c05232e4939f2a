package io.authwatch.source;

import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may send, how many connections there may be, and what each address may take. One for all network inputs; any thread.
 *
 * <p>A refused sender is told once ({@link Happenings#senderRefused}) and counted always. A connection of a refused
 * sender counts as one message received and dropped, since nobody knows what it would have brought.
 *
 * <p>The share of an address outlives its connections, so that coming again does not make it anew; the least recently
 * connected are forgotten.
 */
public final class Admission {
    private final List<Cidr> allowed;
    private final List<Cidr> proxies;
    private final SourceLimits limits;
    private final ToldSenders refused;
    private final ToldSenders limited;
    private final Happenings happenings;
    private final LongSupplier nanos;
    private final Map<Address, Share> connected = new HashMap<>();
    private final Map<Address, Share> left = new LinkedHashMap<>();
    private int connectionsInAll;

    /** Admits the senders of {@code allowed} ({@link Cidr#PRIVATE} unless configured), and believes no proxy. */
    public Admission(List<Cidr> allowed, SourceLimits limits, Happenings happenings, Clocks clocks) {
        this(allowed, List.of(), limits, happenings, clocks);
    }

    /** The same; connections of {@code proxies} say first for whom they come. */
    public Admission(
            List<Cidr> allowed, List<Cidr> proxies, SourceLimits limits, Happenings happenings, Clocks clocks) {
        this.allowed = List.copyOf(allowed);
        this.proxies = List.copyOf(proxies);
        this.limits = limits;
        this.refused = new ToldSenders(limits.senders());
        this.limited = new ToldSenders(limits.senders());
        this.happenings = happenings;
        this.nanos = clocks.nanos();
    }

    boolean allows(Address sender) {
        return isIn(allowed, sender);
    }

    /** Whether its connections begin with a PROXY protocol header. */
    boolean isProxy(Address peer) {
        return isIn(proxies, peer);
    }

    private static boolean isIn(List<Cidr> ranges, Address address) {
        for (Cidr range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Tells a sender that is not allowed, the first time. */
    void refuse(Input input, Address sender) {
        tellOnce(refused, "refused-senders", sender, () -> happenings.senderRefused(input, sender.text()));
    }

    /** Tells a sender that met a limit of one address, the first time. */
    void limited(Input input, Address sender, String limit) {
        tellOnce(
                limited,
                "limited-senders",
                sender,
                () -> happenings.senderLimited(input, sender.text(), "it met " + limit));
    }

    private void tellOnce(ToldSenders told, String memory, Address sender, Runnable tell) {
        switch (told.note(sender, nanos.getAsLong())) {
            case FIRST -> tell.run();
            case FULL -> {
                tell.run();
                happenings.limitHit(memory);
            }
            case KNOWN -> {}
        }
    }

    /**
     * Counts a connection in, if there may be one more. That of a proxy counts in all, and for no address.
     *
     * @return null if it may stay, until {@link #disconnect}; else why not: it was told and counted
     */
    @Nullable
    String connect(Input input, Address sender) {
        boolean proxy = isProxy(sender);
        if (!proxy && !allows(sender)) {
            happenings.received(input, 1);
            happenings.dropped(input, DropReason.SENDER, 1);
            refuse(input, sender);
            return "the sender is not allowed";
        }
        String why = overLimit(sender, proxy);
        if (why != null) {
            happenings.connectionRefused(input, sender.text(), why);
        }
        return why;
    }

    private synchronized @Nullable String overLimit(Address sender, boolean proxy) {
        SourceLimits.Streams most = limits.streams();
        Share known = connected.get(sender.network());
        if (connectionsInAll >= most.connectionsMax()) {
            return "there are " + most.connectionsMax() + " connections already, the most in all";
        }
        if (!proxy && known != null && known.connections >= most.connectionsPerAddressMax()) {
            return "it has " + most.connectionsPerAddressMax() + " connections already, the most for one address";
        }
        share(sender).connections++;
        connectionsInAll++;
        return null;
    }

    /** The share of an address that is connected. */
    synchronized Share share(Address sender) {
        return connected.computeIfAbsent(sender.network(), network -> {
            Share before = left.remove(network);
            return before == null ? new Share(limits.streams()) : before;
        });
    }

    /** Counts a connection out. */
    void disconnect(Address sender) {
        if (countOut(sender.network())) {
            happenings.limitHit("senders");
        }
    }

    /** Answers whether an address had to be forgotten. */
    private synchronized boolean countOut(Address network) {
        connectionsInAll--;
        Share share = connected.get(network);
        if (share == null || --share.connections > 0) {
            return false;
        }
        connected.remove(network);
        left.put(network, share);
        if (left.size() <= limits.senders().knownMax()) {
            return false;
        }
        Iterator<Address> eldest = left.keySet().iterator();
        eldest.next();
        eldest.remove();
        return true;
    }

    /** Open connections over all inputs. */
    public synchronized int connections() {
        return connectionsInAll;
    }

    /** Addresses that are remembered: those connected, and those that were. */
    synchronized int known() {
        return connected.size() + left.size();
    }
}
