package io.authwatch.store;

import io.authwatch.alert.Silence;
import io.authwatch.rule.Network;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A silence in the log.
 *
 * <pre>
 *  id        varint
 *  flags     octet: RULE, HOST, SOURCE, USER, EMERGENCY
 *  [rule] [host] [source] [user]    texts, each there if its flag is set; the source in CIDR notation
 *  start     signed seconds, signed nanoseconds: distance from the entry's time
 *  end       the same: distance from the start
 *  owner     text
 *  comment   text
 * </pre>
 */
final class SilenceForm {
    private static final int RULE = 1;
    private static final int HOST = 1 << 1;
    private static final int SOURCE = 1 << 2;
    private static final int USER = 1 << 3;
    private static final int EMERGENCY = 1 << 4;

    private SilenceForm() {}

    static void write(Silence silence, Instant now, BlobWriter out) {
        Network source = silence.source();
        out.varint(silence.id());
        out.octet(flag(silence.rule(), RULE)
                | flag(silence.host(), HOST)
                | (source == null ? 0 : SOURCE)
                | flag(silence.user(), USER)
                | (silence.emergency() ? EMERGENCY : 0));
        text(silence.rule(), out);
        text(silence.host(), out);
        text(source == null ? null : source.toString(), out);
        text(silence.user(), out);
        out.instant(silence.start(), now);
        out.instant(silence.end(), silence.start());
        out.text(silence.owner());
        out.text(silence.comment());
    }

    private static int flag(@Nullable String text, int flag) {
        return text == null ? 0 : flag;
    }

    private static void text(@Nullable String text, BlobWriter out) {
        if (text != null) {
            out.text(text);
        }
    }

    static Silence read(BlobReader in, Instant now) {
        long id = in.varint();
        int flags = in.octet();
        String rule = text(flags & RULE, in);
        String host = text(flags & HOST, in);
        Network source = network(flags & SOURCE, in);
        String user = text(flags & USER, in);
        Instant start = in.instant(now);
        Instant end = in.instant(start);
        boolean emergency = (flags & EMERGENCY) != 0;
        return new Silence(id, rule, host, source, user, emergency, start, end, in.text(), in.text());
    }

    private static @Nullable String text(int flag, BlobReader in) {
        return flag == 0 ? null : in.text();
    }

    private static @Nullable Network network(int flag, BlobReader in) {
        if (flag == 0) {
            return null;
        }
        Network network = Network.of(in.text()).orElse(null);
        if (network == null) {
            in.fail("a silence's source is no network");
        }
        return network;
    }
}
