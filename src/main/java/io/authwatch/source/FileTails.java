package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tails of all files that one setting names: of one path, or of what a pattern finds, each in its turn. A pattern is
 * looked at again and again; a file that is gone is let go of. One thread.
 */
final class FileTails implements AutoCloseable {
    private static final Duration GONE = Duration.ofMinutes(1);

    private final FileSettings settings;
    private final String name;
    private final @Nullable FilePattern pattern;
    private final Map<String, FilePosition> positions;
    private final Downstream downstream;
    private final SourceLimits.Files limits;
    private final Runnable acknowledged;
    private final FileDesk desk;
    private final FileReport report;
    private final Map<Path, FileTail> tails = new TreeMap<>();
    /** The same, turned by one each time: what is left of the room in flight goes to another one first. */
    private final List<FileTail> turns = new ArrayList<>();

    private final Stopwatch scanned = new Stopwatch();
    private @Nullable Batch marker;
    private boolean seen;
    private boolean full;

    /**
     * None is open yet.
     *
     * @param positions where a run before this one stopped, by path, a pattern among them; what is used is taken out
     */
    FileTails(
            FileSettings settings,
            Map<String, FilePosition> positions,
            Downstream downstream,
            SourceLimits.Files limits,
            Runnable acknowledged) {
        this.settings = settings;
        this.name = settings.path().toString();
        this.pattern = FilePattern.isWild(settings.path()) ? new FilePattern(settings.path()) : null;
        this.positions = positions;
        this.downstream = downstream;
        this.limits = limits;
        this.acknowledged = acknowledged;
        this.desk = new FileDesk(downstream, limits);
        this.report = new FileReport(name, downstream.happenings(), limits);
        this.seen = positions.containsKey(name);
        if (pattern == null) {
            add(settings.path(), settings.from());
        }
    }

    private void add(Path file, FileSettings.From from) {
        FilePosition position = positions.remove(file.toString());
        FileTail tail = new FileTail(settings.at(file, from), position, downstream, limits, desk, acknowledged);
        tails.put(file, tail);
        turns.add(tail);
    }

    /** A step of each. */
    FileTail.Next step() {
        if (pattern != null) {
            look(pattern);
        }
        FileTail.Next next = FileTail.Next.IDLE;
        Collections.rotate(turns, 1);
        for (FileTail tail : turns) {
            next = next.sooner(step(tail));
        }
        return next;
    }

    private FileTail.Next step(FileTail tail) {
        try {
            return tail.step();
        } catch (RuntimeException e) {
            downstream.happenings().inputTroubled(Input.FILE, tail.name(), "a mistake of ours, trying again: " + e);
            tail.startOver();
            return FileTail.Next.IDLE;
        }
    }

    private void look(FilePattern files) {
        long nanos = downstream.clocks().nanos().getAsLong();
        boolean recent =
                scanned.runs() && scanned.reads(nanos) < limits.scanEvery().toNanos();
        if (!offerMarker() || recent) {
            return;
        }
        scanned.reset();
        scanned.reads(nanos);
        try {
            forgetGone();
            addAll(files.files(tails.keySet()));
            if (tails.isEmpty()) {
                report.trouble("no file is like it yet: waiting for one");
            } else {
                report.well();
            }
        } catch (IOException e) {
            report.trouble(TailedPath.why(e));
        }
    }

    private void addAll(Iterable<Path> files) {
        // What was not there when the pattern was looked at first is no old news, though the program was not running.
        FileSettings.From from = seen ? FileSettings.From.START : settings.from();
        boolean more = false;
        for (Path file : files) {
            if (tails.containsKey(file)) {
                continue;
            }
            more |= tails.size() >= limits.filesMax();
            if (tails.size() < limits.filesMax()) {
                add(file, from);
            }
        }
        tell(more);
        if (!seen) {
            seen = true;
            desk.lane().begin(downstream.clocks().wall().instant());
            marker = desk.lane().end(new FilePosition(name, 0, 0, 0, 0, 0), () -> {});
        }
    }

    private void tell(boolean more) {
        if (more && !full) {
            downstream.happenings().limitHit("files");
            downstream
                    .happenings()
                    .inputTroubled(
                            Input.FILE, name, "only " + limits.filesMax() + " files are read, and more are like it");
        }
        full = more;
    }

    private void forgetGone() throws IOException {
        Iterator<FileTail> all = tails.values().iterator();
        while (all.hasNext()) {
            FileTail tail = all.next();
            if (tail.isGone(GONE) && tail.forget()) {
                tail.close();
                turns.remove(tail);
                all.remove();
            }
        }
    }

    /** That the pattern was looked at is durable with the first files' positions, or after them. */
    private boolean offerMarker() {
        if (marker != null && downstream.intake().offer(marker)) {
            marker = null;
        }
        return marker == null;
    }

    /** The folders that something new would appear in: of the pattern's first wildcard, and of each file. */
    Set<Path> folders() {
        Set<Path> folders = new TreeSet<>();
        tails.keySet().forEach(file -> folders.add(file.getParent()));
        if (pattern != null) {
            folders.add(pattern.root());
        }
        return folders;
    }

    @Override
    public void close() {
        tails.values().forEach(FileTail::close);
    }
}
