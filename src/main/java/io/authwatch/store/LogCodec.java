package io.authwatch.store;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.auth.AuthEvent;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.pipeline.SelfNotice;
import io.authwatch.rule.Absence;
import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One commit's log entries as one blob. For one thread: it uses its buffer again.
 *
 * <pre>
 *  version   octet: 1
 *  entries   varint: how many
 *  entry ─┐  as often
 *         ├─ kind      octet: 0 (time passed), NOTICED, SILENCED, UNSILENCED, ACKNOWLEDGED, SELF_NOTICED, or of HAPPENED,
 *         │            HIT, WEIGHT
 *         ├─ now       signed seconds, signed nanoseconds; distance from the entry before, of the first: from 1970
 *         ├─[weight]   signed; 1 if absent
 *         ├─[event]    see {@link EventFormat}; there if the kind is HAPPENED, NOTICED or SELF_NOTICED
 *         ├─[absence]  rule, kind, subject, hosts, signed milliseconds; there if the kind is NOTICED
 *         ├─[self]     rule, key, priority; there if the kind is SELF_NOTICED, the event's message being the text
 *         ├─[silence]  see {@link SilenceForm}; there if the kind is SILENCED
 *         ├─[id]       varint; there if the kind is UNSILENCED
 *         └─[seen]     there if the kind is ACKNOWLEDGED: alert, when (as now, distance from now), by, device; texts,
 *                      of the device's an empty one: not told
 *  checksum  4 octets: CRC32C of all before it, least octet first
 * </pre>
 *
 * <p>The ordinals of {@code AuthAction}, {@code Outcome}, {@code Input} and {@code Field} are part of the format: append
 * to them, never reorder. A reader that meets one that it does not know says so; it never guesses.
 */
final class LogCodec {
    static final int VERSION = 1;

    private static final int HAPPENED = 1;
    private static final int HIT = 1 << 1;
    private static final int WEIGHT = 1 << 2;
    private static final int HAPPENED_MAX = HAPPENED | HIT | WEIGHT;
    private static final int SILENCED = 1 << 3;
    private static final int UNSILENCED = 1 << 4;
    private static final int NOTICED = 1 << 5;
    private static final int ACKNOWLEDGED = 1 << 6;
    private static final int SELF_NOTICED = 1 << 7;
    private static final Priority[] PRIORITIES = Priority.values();
    private static final Absence.Kind[] ABSENCES = Absence.Kind.values();

    private final BlobWriter out = new BlobWriter();
    private final EventWriter events = new EventWriter(out);

    /**
     * What a blob says.
     *
     * @param entries the entries in order; none if there is a fault
     * @param fault why the blob cannot be read, for people, or null
     */
    record Decoded(List<LogEntry> entries, @Nullable String fault) {}

    /** The blob of {@code entries}. */
    byte[] encode(List<LogEntry> entries) {
        out.reset();
        events.reset();
        out.octet(VERSION);
        out.varint(entries.size());
        Instant before = Instant.EPOCH;
        for (LogEntry entry : entries) {
            write(entry, before);
            before = entry.now();
        }
        return out.sealed();
    }

    private void write(LogEntry entry, Instant before) {
        if (entry instanceof LogEntry.Happened happened) {
            boolean weighs = happened.weight() != 1;
            out.octet(HAPPENED | (happened.hit() ? HIT : 0) | (weighs ? WEIGHT : 0));
            out.instant(entry.now(), before);
            if (weighs) {
                out.signed(happened.weight());
            }
            events.write(happened.event(), entry.now());
        } else if (entry instanceof LogEntry.Noticed noticed) {
            out.octet(NOTICED);
            out.instant(entry.now(), before);
            events.write(noticed.event(), entry.now());
            write(noticed.absence());
        } else if (entry instanceof LogEntry.SelfNoticed noticed) {
            out.octet(SELF_NOTICED);
            out.instant(entry.now(), before);
            events.write(noticed.event(), entry.now());
            write(noticed.notice());
        } else if (entry instanceof LogEntry.Silenced silenced) {
            out.octet(SILENCED);
            out.instant(entry.now(), before);
            SilenceForm.write(silenced.silence(), entry.now(), out);
        } else if (entry instanceof LogEntry.Unsilenced unsilenced) {
            out.octet(UNSILENCED);
            out.instant(entry.now(), before);
            out.varint(unsilenced.silence());
        } else if (entry instanceof LogEntry.Acknowledged seen) {
            out.octet(ACKNOWLEDGED);
            out.instant(entry.now(), before);
            write(seen.alert(), seen.acknowledgement(), entry.now());
        } else {
            out.octet(0);
            out.instant(entry.now(), before);
        }
    }

    private void write(String alert, Acknowledgement acknowledgement, Instant now) {
        String device = acknowledgement.device();
        out.text(alert);
        out.instant(acknowledgement.at(), now);
        out.text(acknowledgement.by());
        out.text(device == null ? "" : device);
    }

    private void write(Absence absence) {
        out.text(absence.rule());
        out.varint(absence.kind().ordinal());
        out.text(absence.subject());
        out.varint(absence.hosts());
        out.signed(absence.silent().toMillis());
    }

    private void write(SelfNotice notice) {
        out.text(notice.rule());
        out.text(notice.key());
        out.varint(notice.priority().ordinal());
    }

    private static SelfNotice readNotice(BlobReader in, AuthEvent event) {
        return new SelfNotice(in.text(), in.text(), PRIORITIES[in.number(PRIORITIES.length - 1)], event.message());
    }

    private static Absence readAbsence(BlobReader in) {
        String rule = in.text();
        Absence.Kind kind = ABSENCES[in.number(ABSENCES.length - 1)];
        return new Absence(rule, kind, in.text(), in.number(Integer.MAX_VALUE), Duration.ofMillis(in.signed()));
    }

    /** The entries of a blob. Never throws: octets that are none of ours are a fault. */
    static Decoded decode(byte[] blob) {
        BlobReader in = new BlobReader(blob);
        if (in.fault() == null) {
            int version = in.octet();
            if (version != VERSION) {
                in.fail("its format is " + version + ", and this program reads " + VERSION);
            }
        }
        List<LogEntry> entries = readEntries(in);
        if (in.left() > 0) {
            in.fail("it goes on after its last entry");
        }
        String fault = in.fault();
        return new Decoded(fault == null ? entries : List.of(), fault);
    }

    private static List<LogEntry> readEntries(BlobReader in) {
        // Every entry takes octets, so that a hostile number claims no memory.
        int count = in.number(in.left());
        List<LogEntry> entries = new ArrayList<>(count);
        EventReader events = new EventReader(in);
        Instant now = Instant.EPOCH;
        for (int i = 0; i < count && in.fault() == null; i++) {
            int kind = in.octet();
            now = in.instant(now);
            entries.add(readEntry(in, events, kind, now));
        }
        return entries;
    }

    private static LogEntry readEntry(BlobReader in, EventReader events, int kind, Instant now) {
        if (kind == 0) {
            return new LogEntry.Ticked(now);
        }
        if (kind == NOTICED) {
            AuthEvent event = events.read(now);
            return new LogEntry.Noticed(now, event, readAbsence(in));
        }
        if (kind == SELF_NOTICED) {
            AuthEvent event = events.read(now);
            return new LogEntry.SelfNoticed(now, event, readNotice(in, event));
        }
        if (kind == SILENCED) {
            return new LogEntry.Silenced(now, SilenceForm.read(in, now));
        }
        if (kind == UNSILENCED) {
            return new LogEntry.Unsilenced(now, in.varint());
        }
        if (kind == ACKNOWLEDGED) {
            return readAcknowledged(in, now);
        }
        if (kind > HAPPENED_MAX || (kind & HAPPENED) == 0) {
            in.fail("an entry is of kind " + kind);
            return new LogEntry.Ticked(now);
        }
        int weight = (kind & WEIGHT) != 0 ? in.signedInt() : 1;
        AuthEvent event = events.read(now);
        return new LogEntry.Happened(now, event, (kind & HIT) != 0, weight);
    }

    private static LogEntry readAcknowledged(BlobReader in, Instant now) {
        String alert = in.text();
        Instant at = in.instant(now);
        String by = in.text();
        String device = in.text();
        return new LogEntry.Acknowledged(now, alert, new Acknowledgement(at, by, device.isEmpty() ? null : device));
    }
}
