package io.authwatch.pipeline;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.AuthView;
import io.authwatch.auth.Programs;
import io.authwatch.auth.Reading;
import io.authwatch.pipeline.UnknownShape.Order;
import io.authwatch.syslog.SyslogMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of lines that no recogniser could read, counted, so that gaps are seen. Bounded: the one not seen for longest
 * goes first. Any thread may ask; one thread tells.
 *
 * <p>Lines are read again here, after their commit, and {@value #LINES_PER_SECOND_MAX} a second at most: in a flood of
 * unknown lines the others are counted as events {@code other} and nothing else.
 */
final class UnknownShapes {
    /** How many kinds are remembered. */
    static final int SHAPES_MAX = 1_000;
    /** How many lines of a second are looked at. */
    static final int LINES_PER_SECOND_MAX = 200;
    /** More of a text than {@link ShapeText} looks at. */
    private static final int TEXT_OCTETS_MAX = 4_096;

    private static final Comparator<UnknownShape> BY_TIME = Comparator.comparing(UnknownShape::last);
    private static final Comparator<UnknownShape> BY_COUNT = Comparator.comparingLong(UnknownShape::count);

    private final Reading reading;
    private final Identity identity;
    private final Happenings happenings;
    private final LinkedHashMap<Key, UnknownShape> shapes = new LinkedHashMap<>(16, 0.75f, true);
    private long second;
    private int looked;

    private record Key(@Nullable String program, String shape) {}

    UnknownShapes(Reading reading, Identity identity, Happenings happenings) {
        this.reading = reading;
        this.identity = identity;
        this.happenings = happenings;
    }

    /** Looks at the lines of a batch that nobody could read, as far as the second allows. */
    synchronized void committed(Batch batch) {
        newSecond(batch.received());
        for (Batch.Kept kept : batch.kept()) {
            if (kept.event().action() == AuthAction.OTHER && mayLook()) {
                look(kept.event(), batch.received());
            }
        }
        RestPage rest = batch.rest();
        int left = rest.unknowns();
        for (int i = rest.size() - 1; left > 0 && mayLook(); i--) {
            if (rest.isUnknown(i)) {
                left--;
                look(rest, i);
            }
        }
    }

    private void newSecond(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            looked = 0;
        }
    }

    private boolean mayLook() {
        return looked < LINES_PER_SECOND_MAX;
    }

    private void look(AuthEvent event, Instant at) {
        byte[] octets = event.original().getBytes(StandardCharsets.UTF_8);
        reading.parse(octets, 0, octets.length, false);
        count(event.host(), at);
    }

    private void look(RestPage page, int index) {
        SyslogMessage message = reading.parse(page.octets(), page.from(index), page.to(index), false);
        count(identity.host(page.origin(index), message), page.received());
    }

    private void count(String host, Instant at) {
        looked++;
        AuthView view = reading.recognise();
        if (view.unknown()) {
            String program = Programs.normalised(reading.message().program());
            int to = Math.min(view.textTo(), view.textFrom() + TEXT_OCTETS_MAX);
            saw(program, view.octets().string(view.textFrom(), to), host, at);
        }
    }

    /** Counts a line. */
    synchronized void saw(@Nullable String program, String text, String host, Instant at) {
        Key key = new Key(program, ShapeText.of(text));
        UnknownShape before = shapes.get(key);
        shapes.put(
                key, before == null ? new UnknownShape(program, key.shape, 1, at, at, host) : before.again(host, at));
        if (shapes.size() > SHAPES_MAX) {
            shapes.remove(shapes.keySet().iterator().next());
            happenings.limitHit("unknown-shapes");
        }
    }

    /** The kinds of lines, {@code host} being the host of the latest one, or null for any. */
    synchronized List<UnknownShape> list(Order order, @Nullable String host, int limit) {
        Comparator<UnknownShape> comparator =
                order == Order.NEWEST ? BY_TIME.thenComparing(BY_COUNT) : BY_COUNT.thenComparing(BY_TIME);
        return shapes.values().stream()
                .filter(shape -> host == null || Objects.equals(host, shape.host()))
                .sorted(comparator.reversed())
                .limit(limit)
                .toList();
    }
}
