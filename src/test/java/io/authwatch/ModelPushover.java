package io.authwatch;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.notify.Notifier;
import io.authwatch.notify.Quota;
import io.authwatch.testkit.SimulatedDisk;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Pushover as far as a model needs it: it takes a notification when the dice say so, and remembers what it took. */
final class ModelPushover implements Notifier {
    private final SimulatedDisk disk;
    private final Random dice;
    private final InstantSource clock;
    private final List<Send> underWay = new ArrayList<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private long mayRepeat;
    private Instant spentUntil = Instant.MIN;

    private record Send(Notification notification, CompletableFuture<Delivery> answer) {}

    ModelPushover(SimulatedDisk disk, Random dice, InstantSource clock) {
        this.disk = disk;
        this.dice = dice;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public CompletionStage<Delivery> send(Notification notification) {
        Notification row = disk.notification(notification.id());
        DiskWorld.check(row != null, "8: %s is sent and not durable", notification.id());
        DiskWorld.check(row.state() == NotificationState.PENDING, "8: %s is sent, and was %s", row.id(), row.state());
        DiskWorld.check(row.alert().equals(notification.alert()), "7: %s has another alert now", row.id());
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        underWay.add(new Send(notification, answer));
        return answer;
    }

    @Override
    public CompletionStage<Quota> quota() {
        return CompletableFuture.completedFuture(
                new Quota(10_000, 5_000, clock.instant().plusSeconds(1_000_000)));
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** One of the sends under way is answered; {@code well}: it is taken. */
    void answer(boolean well) {
        if (!underWay.isEmpty()) {
            Send send = underWay.remove(dice.nextInt(underWay.size()));
            send.answer().complete(well ? take(send) : delivery(send));
        }
    }

    private Delivery delivery(Send send) {
        if (clock.instant().isBefore(spentUntil)) {
            return new Delivery.Later(DeliveryReason.QUOTA, spentUntil, "spent", null);
        }
        return switch (dice.nextInt(8)) {
            case 0 -> new Delivery.Later(DeliveryReason.SERVER_ERROR, null, "500", null);
            case 1 -> new Delivery.Refused(DeliveryReason.RECIPIENT_INVALID, "400", null);
            case 2 -> {
                spentUntil = clock.instant().plusSeconds(60 + dice.nextInt(3_000));
                yield new Delivery.Later(DeliveryReason.QUOTA, spentUntil, "spent", null);
            }
            case 3 -> {
                // It arrived, and its answer did not.
                take(send);
                mayRepeat++;
                yield new Delivery.Later(DeliveryReason.TIMEOUT, null, "time-out", null);
            }
            default -> take(send);
        };
    }

    private Delivery take(Send send) {
        taken.merge(send.notification().id(), 1, Integer::sum);
        return new Delivery.Sent(DeliveryReason.SENT, "r", null, null, null);
    }

    /** Whoever waits for the answer is gone, and it may have arrived: one send may come again, there never are two. */
    void crash() {
        mayRepeat++;
        for (Send send : underWay) {
            if (dice.nextBoolean()) {
                take(send);
            }
        }
        underWay.clear();
    }

    /** How often a notification was taken. */
    int taken(String id) {
        return taken.getOrDefault(id, 0);
    }

    /** Takes more than one of the same, less those that a crash or a lost answer explains. */
    long unexplained() {
        return taken.values().stream().mapToLong(times -> times - 1).sum() - mayRepeat;
    }
}
