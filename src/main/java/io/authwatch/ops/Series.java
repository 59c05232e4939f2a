package io.authwatch.ops;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.pipeline.DropReason;
import io.authwatch.wire.Input;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.CollectorRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Makes the time series: names, help and labels. Names are the contract's; see the design, section 2.4. */
final class Series {
    private static final int LIMITS_MAX = 50;
    private static final int RULES_MAX = 500;
    private static final int REASONS_MAX = 20;
    /** From a commit that nothing disturbs to a disk that does not answer. */
    private static final double[] DECISION_BOUNDS = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};
    /** From a fast answer to a quota that starts anew next month. */
    private static final double[] NOTIFY_BOUNDS = {.1, .25, .5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400};

    private static final List<Input> CONNECTED = List.of(Input.TCP, Input.TLS, Input.RELP);
    private static final List<String> SUPPRESSED =
            List.of("cooldown", "muted", "outranked", "acknowledged", "quota", "outbox-full");

    private final MeterRegistry registry;
    private final CollectorRegistry collectors;

    Series(MeterRegistry registry, CollectorRegistry collectors) {
        this.registry = registry;
        this.collectors = collectors;
    }

    Counter counter(String name, String help, String... labels) {
        return Counter.builder(name).description(help).tags(labels).register(registry);
    }

    void gauge(String name, String help, Supplier<Number> value, String... labels) {
        Gauge.builder(name, value).description(help).tags(labels).register(registry);
    }

    Counter[] byInput(String name, String help) {
        return Arrays.stream(Input.values())
                .map(input -> counter(name, help, "input", input.label()))
                .toArray(Counter[]::new);
    }

    Counter[][] dropped() {
        return Arrays.stream(Input.values()).map(this::dropped).toArray(Counter[][]::new);
    }

    private Counter[] dropped(Input input) {
        String help = "Messages that were read and not decided on.";
        return Arrays.stream(DropReason.values())
                .map(reason ->
                        counter("authwatch.messages.dropped", help, "input", input.label(), "reason", reason.label()))
                .toArray(Counter[]::new);
    }

    Counter[][] events() {
        return Arrays.stream(AuthAction.values()).map(this::events).toArray(Counter[][]::new);
    }

    private Counter[] events(AuthAction action) {
        String help = "Messages that were decided on, by what they tell.";
        return Arrays.stream(Outcome.values())
                .map(outcome -> counter("authwatch.events", help, "action", action.label(), "outcome", outcome.label()))
                .toArray(Counter[]::new);
    }

    /** Those that were taken, and those that were not. */
    Counter[] heartbeats() {
        String help = "Signs of life to the address outside, by whether they were taken.";
        return new Counter[] {
            counter("authwatch.heartbeats", help, "result", "taken"),
            counter("authwatch.heartbeats", help, "result", "failed")
        };
    }

    BoundedCounters limits() {
        String help = "What had to go because a named limit was hit.";
        return new BoundedCounters(
                "limit",
                LIMITS_MAX,
                labels -> Counter.builder("authwatch.limit.hits")
                        .description(help)
                        .tags(labels)
                        .register(registry));
    }

    BoundedCounters alerts() {
        String help = "Alerts that were opened or counted, by rule.";
        return new BoundedCounters(
                "rule",
                RULES_MAX,
                labels -> Counter.builder("authwatch.alerts")
                        .description(help)
                        .tags(labels)
                        .register(registry));
    }

    BoundedCounters suppressed() {
        String help = "Notifications that were not sent, by reason.";
        BoundedCounters counters = new BoundedCounters(
                "reason",
                REASONS_MAX,
                labels -> Counter.builder("authwatch.notifications.suppressed")
                        .description(help)
                        .tags(labels)
                        .register(registry));
        SUPPRESSED.forEach(counters::of);
        return counters;
    }

    Counter[] notifications(String notifier) {
        String help = "Attempts to send a notification, by result.";
        return Arrays.stream(DeliveryReason.values())
                .map(reason -> counter("authwatch.notifications", help, "notifier", notifier, "result", reason.label()))
                .toArray(Counter[]::new);
    }

    WeightedHistogram deciding() {
        return new WeightedHistogram(
                        "authwatch_decision_seconds",
                        "From a message's arrival to its decision's commit.",
                        DECISION_BOUNDS)
                .register(collectors);
    }

    WeightedHistogram notifying() {
        return new WeightedHistogram(
                        "authwatch_notify_seconds",
                        "From an event to the acceptance of its notification.",
                        NOTIFY_BOUNDS)
                .register(collectors);
    }

    AtomicLong kernelDrops() {
        AtomicLong drops = new AtomicLong();
        FunctionCounter.builder("authwatch.udp.kernel.drops", drops, AtomicLong::doubleValue)
                .description("Datagrams that the kernel dropped before they could be read.")
                .register(registry);
        return drops;
    }

    /** One number an input, with a series for those that have connections. */
    AtomicLong[] connections() {
        AtomicLong[] connections = new AtomicLong[Input.values().length];
        Arrays.setAll(connections, input -> new AtomicLong());
        for (Input input : CONNECTED) {
            Gauge.builder("authwatch.connections", connections[input.ordinal()], AtomicLong::doubleValue)
                    .description("Connections that are open.")
                    .tag("input", input.label())
                    .register(registry);
        }
        return connections;
    }

    AtomicLong fileLag(String path) {
        AtomicLong lag = new AtomicLong();
        Gauge.builder("authwatch.file.lag.bytes", lag, AtomicLong::doubleValue)
                .description("Octets of a tailed file that are not read yet.")
                .tag("file", path)
                .register(registry);
        return lag;
    }
}
