package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
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
    private final OpenGenerations open;
    private final Resumption resumption;
    private final Successors successors;
    private final Successors.Opener opener;
    /** Since the last file was first found nowhere, and was not found in between. */
    private final Stopwatch missing = new Stopwatch();
    /** Since it was seen that another file follows, and since the front last had something to read. */
    private final Stopwatch quiet = new Stopwatch();

    private boolean vanished;

    Generations(FileSettings settings, SourceLimits.Files limits, Happenings happenings) {
        this(settings, limits, happenings, place -> Generation.open(place, 0, limits, false));
    }

    /** The same where {@code opener} opens what follows. */
    Generations(FileSettings settings, SourceLimits.Files limits, Happenings happenings, Successors.Opener opener) {
        this.path = new TailedPath(settings);
        this.name = settings.path().toString();
        this.limits = limits;
        this.happenings = happenings;
        this.open = new OpenGenerations(limits);
        this.opener = opener;
        this.successors = new Successors(limits.generationsMax(), opener);
        this.resumption = new Resumption(settings, limits, happenings, open);
    }

    /** What is to be read now, or null if there is nothing. */
    @Nullable
    Generation front() {
        return open.first();
    }

    TailedPath path() {
        return path;
    }

    /** Begins with a file of which nothing is known. */
    @Nullable
    Generation begin(Place target) throws IOException {
        return open.append(target, 0, false);
    }

    /** Goes on where a run before this one stopped; what came after is found by {@link #follow}. */
    boolean resume(FilePosition position, @Nullable Place target, long nanos) throws IOException {
        return resumption.resume(position, target, nanos);
    }

    /** Goes on where another program stopped, or returns null. */
    @Nullable
    Generation takeOver(OffsetFile offset, @Nullable Place target, byte[] buffer) throws IOException {
        return resumption.takeOver(offset, target, buffer);
    }

    /** Appends what stands at the path, if that is new, and what was rotated in between. */
    void follow(Place target, long nanos) throws IOException {
        Generation last = open.last();
        if (last == null) {
            open.append(target, 0, false);
        } else if (last.identity().equals(target.identity())) {
            successors.close();
            missing.reset();
        } else if (!open.isFull()) {
            followFrom(last, target, nanos);
        }
    }

    private void followFrom(Generation last, Place target, long nanos) throws IOException {
        quiet.reads(nanos);
        Siblings siblings = Siblings.of(target.path());
        Siblings.Sibling rotated;
        try {
            Siblings.Sibling renamed = siblings.find(last.identity());
            rotated = renamed == null ? siblings.compressed(last, limits) : renamed;
        } catch (NoSuchFileException renamedMeanwhile) {
            successors.hold(target);
            return;
        }
        if (rotated != null) {
            missing.reset();
            appendNewer(siblings, rotated, target);
        } else if (waited(target, nanos) && fits(siblings, target)) {
            appendSuccessor();
        }
    }

    /** Whether nothing was rotated since we looked beside {@code target}: else the picture may not fit together. */
    private boolean fits(Siblings siblings, Place target) throws IOException {
        return siblings.isLike(Siblings.of(target.path())) && target.equals(path.look());
    }

    /**
     * Whether the last file, which is nowhere any more, was given the time to appear beside the path. What stands there
     * meanwhile is held open: it may be rotated, compressed and removed before that time is over.
     */
    private boolean waited(Place target, long nanos) throws IOException {
        successors.hold(target);
        return missing.reads(nanos) >= limits.settling().toNanos();
    }

    /** The last file did not appear: the first that stood at the path since follows it, and others are found from there. */
    private void appendSuccessor() {
        Generation first = successors.poll();
        if (first != null) {
            open.append(first);
            vanished = true;
            missing.reset();
        }
    }

    /**
     * Appends what was rotated after the last file, and what stands at the path. Only when all of them are open is it seen
     * whether they are what was found: the inode of a file that is compressed and removed in between is the next one's.
     */
    private void appendNewer(Siblings siblings, Siblings.Sibling rotated, Place target) throws IOException {
        try (Successors newer = new Successors(open.room(), opener)) {
            boolean all = true;
            for (Siblings.Sibling sibling : siblings.newerThan(rotated)) {
                all = all && newer.hold(sibling.place());
            }
            if (all) {
                newer.hold(target);
            }
            if (fits(siblings, target)) {
                successors.close();
                vanished = false;
                for (Generation each = newer.poll(); each != null; each = newer.poll()) {
                    open.append(each);
                }
            }
        }
    }

    /** The front was truncated: it is read anew, after the copies that were made of it before, if there are any. */
    void truncated() throws IOException {
        happenings.fileTruncated(name);
        Generation front = open.removeFirst();
        Generation copy = open.size() == 0 ? copyOf(front) : null;
        if (copy == null) {
            open.prepend(front.restarted(limits.lineOctetsMax()));
        } else {
            // What was copied after it, and the file itself, are found as if they had been rotated.
            open.prepend(copy);
            front.close();
        }
    }

    private @Nullable Generation copyOf(Generation front) throws IOException {
        for (Siblings.Sibling sibling : Siblings.of(path.folderEntry()).newestFirst()) {
            Generation copy = Generation.open(sibling.place(), front.lineEnd(), limits, true);
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
        Generation front = open.first();
        if (front == null || open.size() < 2) {
            return false;
        }
        if (front.complete()) {
            return true;
        }
        Duration grace = vanished ? limits.vanishedGrace() : limits.rotationGrace();
        boolean graceOver = quiet.reads(nanos) >= grace.toNanos();
        return (graceOver || open.size() > 2) && open.laterHasOctets();
    }

    /** Whether no other is known of after the front. */
    boolean isLast() {
        return open.size() < 2;
    }

    /** Goes on to the next. */
    void leave() throws IOException {
        Generation left = open.removeFirst();
        vanished = false;
        quiet.reset();
        Content.Fault fault = left.fault();
        left.close();
        if (fault != null) {
            happenings.inputTroubled(Input.FILE, name, "of a rotated file the end is lost: " + fault.words());
        }
        if (fault == Content.Fault.TOO_LARGE) {
            happenings.limitHit("inflated-octets");
        }
        if (!left.complete()) {
            happenings.fileRotated(name);
        }
    }

    /** Octets that are not read yet. */
    long lag() throws IOException {
        return open.lag();
    }

    @Override
    public void close() throws IOException {
        successors.close();
        open.close();
    }
}
