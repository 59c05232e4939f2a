package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that one path leads to, one after the other, from the one that is being read to the newest:
 *
 * <pre>
 *   auth.log.2     auth.log.1      auth.log
 *   [ front ] ──▶ [         ] ──▶ [  last  ]      a new file at the path is appended, with those rotated since
 *     read                                        the front goes when it is at its end and nobody writes to it
 * </pre>
 *
 * All are held open, so that a file that is renamed or removed is still read to its end. One thread.
 */
final class Generations implements AutoCloseable {
    private final TailedPath path;
    private final String name;
    private final SourceLimits.Files limits;
    private final Happenings happenings;
    private final Deque<Generation> queue = new ArrayDeque<>();
    private final Stopwatch changed = new Stopwatch();
    private final Stopwatch quiet = new Stopwatch();

    Generations(FileSettings settings, SourceLimits.Files limits, Happenings happenings) {
        this.path = new TailedPath(settings);
        this.name = settings.path().toString();
        this.limits = limits;
        this.happenings = happenings;
    }

    /** What is to be read now, or null if there is nothing. */
    @Nullable
    Generation front() {
        return queue.peekFirst();
    }

    TailedPath path() {
        return path;
    }

    /** Begins with a file of which nothing is known. */
    @Nullable
    Generation begin(TailedPath.Target target) throws IOException {
        return append(target.path(), target.identity(), 0, false);
    }

    /**
     * Goes on where a run before this one stopped: in the file at the path, or in a rotated one. What
     * came after that one is found by {@link #follow}.
     *
     * @param target what stands at the path now, or null
     * @return false if that cannot be told yet: try again
     */
    boolean resume(FilePosition position, TailedPath.@Nullable Target target, long nanos) throws IOException {
        FileIdentity before = new FileIdentity(position.device(), position.inode());
        boolean same = false;
        if (target != null && target.identity().equals(before)) {
            if (appendIfContinues(target.path(), before, position, false)) {
                return true;
            }
            same = true;
        }
        if (!resumeRotated(before, position)) {
            return target != null && beginAnew(target, same, position, nanos);
        }
        if (same) {
            happenings.fileTruncated(name);
        }
        return true;
    }

    private boolean resumeRotated(FileIdentity before, FilePosition position) throws IOException {
        Siblings siblings = Siblings.of(path.folderEntry());
        Siblings.Sibling renamed = siblings.find(before);
        if (renamed != null && appendIfContinues(renamed.path(), before, position, false)) {
            return true;
        }
        for (Siblings.Sibling copy : siblings.newestFirst()) {
            if (position.headOctets() > 0 && appendIfContinues(copy.path(), copy.identity(), position, true)) {
                return true;
            }
        }
        return false;
    }

    private boolean beginAnew(TailedPath.Target target, boolean same, FilePosition position, long nanos)
            throws IOException {
        boolean lost = !same && position.offset() > 0;
        if (lost && changed.reads(nanos) < limits.rotationGrace().toNanos()) {
            return false;
        }
        if (append(target.path(), target.identity(), 0, false) == null) {
            return false;
        }
        if (same && position.offset() > 0) {
            happenings.fileTruncated(name);
        }
        if (lost) {
            happenings.inputTroubled(
                    Input.FILE, name, "the file that was read last is gone: what was not read of it is lost");
        }
        changed.reset();
        return true;
    }

    /** Appends what stands at the path, if that is new, and what was rotated in between. */
    void follow(TailedPath.Target target, long nanos) throws IOException {
        Generation last = queue.peekLast();
        if (last == null) {
            append(target.path(), target.identity(), 0, false);
            return;
        }
        if (last.identity().equals(target.identity())) {
            changed.reset();
            return;
        }
        if (queue.size() >= limits.generationsMax()) {
            return;
        }
        Siblings siblings = Siblings.of(target.path());
        Siblings.Sibling rotated = siblings.find(last.identity());
        if (rotated == null && changed.reads(nanos) < limits.rotationGrace().toNanos()) {
            return;
        }
        if (!target.equals(path.look())) {
            // Rotated while we looked: the picture may not fit together.
            return;
        }
        changed.reset();
        if (rotated == null || appendAll(siblings.newerThan(rotated))) {
            append(target.path(), target.identity(), 0, false);
        }
    }

    private boolean appendAll(List<Siblings.Sibling> siblings) throws IOException {
        for (Siblings.Sibling sibling : siblings) {
            if (append(sibling.path(), sibling.identity(), 0, false) == null) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Generation append(Path file, FileIdentity identity, long offset, boolean complete)
            throws IOException {
        Generation opened = Generation.open(file, identity, offset, limits.lineOctetsMax(), complete);
        if (opened != null) {
            queue.addLast(opened);
        }
        return opened;
    }

    private boolean appendIfContinues(Path file, FileIdentity identity, FilePosition position, boolean complete)
            throws IOException {
        Generation opened = append(file, identity, position.offset(), complete);
        if (opened == null || opened.continues(position)) {
            return opened != null;
        }
        queue.removeLast().close();
        return false;
    }

    /** The front was truncated: it is read anew, after a copy that was made of it before, if there is one. */
    void truncated() throws IOException {
        happenings.fileTruncated(name);
        Generation front = queue.removeFirst();
        Generation copy = queue.isEmpty() ? copyOf(front) : null;
        queue.addFirst(front.restarted(limits.lineOctetsMax()));
        if (copy != null) {
            queue.addFirst(copy);
        }
    }

    private @Nullable Generation copyOf(Generation front) throws IOException {
        for (Siblings.Sibling sibling : Siblings.of(path.folderEntry()).newestFirst()) {
            Generation copy =
                    Generation.open(sibling.path(), sibling.identity(), front.lineEnd(), limits.lineOctetsMax(), true);
            if (copy != null && copy.isCopyOf(front)) {
                return copy;
            }
            if (copy != null) {
                copy.close();
            }
        }
        return null;
    }

    /** The front had more to read. */
    void progressed() {
        quiet.reset();
    }

    /** Whether the front, which is at its end, will not get more: a writer may hold a renamed file for some seconds. */
    boolean mayLeave(long nanos) throws IOException {
        Generation front = queue.peekFirst();
        if (front == null || queue.size() < 2) {
            return false;
        }
        if (front.complete()) {
            return true;
        }
        boolean graceOver = quiet.reads(nanos) >= limits.rotationGrace().toNanos();
        return (graceOver || queue.size() > 2) && laterHasOctets();
    }

    private boolean laterHasOctets() throws IOException {
        boolean front = true;
        for (Generation generation : queue) {
            if (!front && !generation.isEmpty()) {
                return true;
            }
            front = false;
        }
        return false;
    }

    /** Goes on to the next. */
    void leave() throws IOException {
        Generation left = queue.removeFirst();
        quiet.reset();
        left.close();
        if (!left.complete()) {
            happenings.fileRotated(name);
        }
    }

    /** Octets that are not read yet. */
    long lag() throws IOException {
        long lag = 0;
        for (Generation generation : queue) {
            lag += generation.lag();
        }
        return lag;
    }

    @Override
    public void close() throws IOException {
        while (!queue.isEmpty()) {
            queue.removeFirst().close();
        }
    }
}
