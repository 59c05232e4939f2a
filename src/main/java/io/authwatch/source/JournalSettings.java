package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.syslog.Facility;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which entries of the journal to read, and by which program.
 *
 * @param program journalctl and its first arguments
 * @param host the host of entries that name none: this machine's name
 * @param facilities the facilities that are read, unless units are named
 * @param units the units whose entries are read, or none
 */
public record JournalSettings(List<String> program, String host, Set<Facility> facilities, List<String> units) {
    /** The program as the PATH has it. */
    public static final List<String> JOURNALCTL = List.of("journalctl");

    /** {@code all}: a field of 4 KiB or more is null otherwise (journalctl(1)). {@code no-tail}: not the last ten alone. */
    private static final List<String> OPTIONS = List.of(
            "--no-pager",
            "--all",
            "--no-tail",
            "--output=json",
            "--output-fields=" + String.join(",", JournalEntry.FIELDS));

    private static final int MICROS = 1_000_000;

    /**
     * The command that prints what is at {@code position}, if it is still there, and what comes after it. Never
     * {@code --after-cursor}: of a journal that has lost the entry of the cursor it leaves out the next one instead
     * (journalctl 252).
     *
     * @param byTime whether to go by the position's time although it has a cursor
     * @param follow whether to wait for more at the end. From systemd 250 on this hides what was written before the last
     *     boot, so what was missed must be read without it first
     */
    List<String> command(FilePosition position, boolean byTime, boolean follow) {
        List<String> words = new ArrayList<>(program);
        words.addAll(OPTIONS);
        if (follow) {
            words.add("--follow");
        }
        if (byTime || position.cursor().isEmpty()) {
            long micros = position.offset();
            words.add(String.format(Locale.ROOT, "--since=@%d.%06d", micros / MICROS, micros % MICROS));
        } else {
            words.add("--cursor=" + position.cursor());
        }
        units.forEach(unit -> words.add("--unit=" + unit));
        if (units.isEmpty()) {
            facilities.forEach(facility -> words.add("SYSLOG_FACILITY=" + facility.code()));
        }
        return words;
    }
}
