package io.authwatch.store;

import io.authwatch.auth.Field;
import java.util.List;
import java.util.stream.Stream;

/**
 * One event inside a log blob; {@link LogCodec} draws the blob, {@link BlobWriter} says what a varint, a signed number and
 * a text are. What the event before it in the same blob said is not said again.
 *
 * <pre>
 *  flags     varint: which of the parts in brackets follow, see the constants
 *  id        signed, distance from the event before; of the first: from 0
 *  received  signed seconds, signed nanoseconds; distance from the entry's time
 * [stamped]  the same; distance from received
 *  action    varint, ordinal
 *  outcome   varint, ordinal
 *  input     varint, ordinal
 *  facility  signed
 *  severity  signed
 * [count]    signed; 1 if absent
 * [host]     text; that of the event before if absent, and so the next two
 * [peer]     text
 * [program]  text; there is no program if HAS_PROGRAM is not set
 * [pid]      text; there is none if absent
 *  fields    varint, bit n: the attribute of the field with ordinal n is there
 *  values    a text for each bit that is set, lowest first
 *  message   with TAIL varint: it is that many last octets of the original; else text
 *  original  text
 * </pre>
 */
final class EventFormat {
    static final int VERIFIED = 1;
    static final int SUSPICIOUS = 1 << 1;
    static final int STAMPED = 1 << 2;
    static final int COUNT = 1 << 3;
    static final int HOST = 1 << 4;
    static final int PEER = 1 << 5;
    static final int PROGRAM = 1 << 6;
    static final int HAS_PROGRAM = 1 << 7;
    static final int PID = 1 << 8;
    static final int TAIL = 1 << 9;
    static final int FLAGS_MAX = (1 << 10) - 1;

    /** The fields that an event's attributes can hold, in the order of their ordinals. */
    static final List<Field> FIELDS =
            Stream.of(Field.values()).filter(Field::recognised).toList();

    private EventFormat() {}
}
