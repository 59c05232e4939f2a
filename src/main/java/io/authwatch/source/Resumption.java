package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the file that a run before this one, or another program, stopped in. One thread. */
final class Resumption {
    private final TailedPath path;
    private final String name;
    private final SourceLimits.Files limits;
    private final Happenings happenings;
    private final OpenGenerations open;
    private final Stopwatch gone = new Stopwatch();

    /** What it finds is appended to {@code open}. */
    Resumption(FileSettings settings, SourceLimits.Files limits, Happenings happenings, OpenGenerations open) {
        this.path = new TailedPath(settings);
        this.name = settings.path().toString();
        this.limits = limits;
        this.happenings = happenings;
        this.open = open;
    }

    /**
     * Goes on in the file at the path, or in a rotated one.
     *
     * @param target what stands at the path now, or null
     * @return false if that cannot be told yet: try again
     */
    boolean resume(FilePosition position, @Nullable Place target, long nanos) throws IOException {
        FileIdentity before = new FileIdentity(position.device(), position.inode());
        boolean same = false;
        if (target != null && target.identity().equals(before)) {
            if (open.appendIfContinues(target, position, false)) {
                return true;
            }
            same = true;
        }
        if (!resumeElsewhere(before, position, target)) {
            return target != null && beginAnew(target, same, position, nanos);
        }
        if (same) {
            happenings.fileTruncated(name);
        }
        return true;
    }

    /** By its inode, else by what it holds: a copy of what was truncated, a compressed one, one on another disk. */
    private boolean resumeElsewhere(FileIdentity before, FilePosition position, @Nullable Place target)
            throws IOException {
        Siblings siblings = Siblings.of(path.folderEntry());
        Siblings.Sibling renamed = siblings.find(before);
        if (renamed != null && open.appendIfContinues(renamed.place(), position, false)) {
            return true;
        }
        if (position.headOctets() == 0) {
            return false;
        }
        for (Siblings.Sibling copy : siblings.newestFirst()) {
            if (open.appendIfContinues(copy.place(), position, true)) {
                return true;
            }
        }
        return target != null && open.appendIfContinues(target, position, false);
    }

    private boolean beginAnew(Place target, boolean same, FilePosition position, long nanos) throws IOException {
        boolean lost = !same && position.offset() > 0;
        if (lost && gone.reads(nanos) < limits.settling().toNanos()) {
            return false;
        }
        if (open.append(target, 0, false) == null) {
            return false;
        }
        if (same && position.offset() > 0) {
            happenings.fileTruncated(name);
        }
        if (lost) {
            happenings.inputTroubled(
                    Input.FILE, name, "the file that was read last is gone: what was not read of it is lost");
        }
        gone.reset();
        return true;
    }

    /**
     * Goes on where another program stopped, in the file at the path or in a rotated one, with the line that its offset
     * falls into: it may have seen half of that.
     *
     * @return null if there is no such file, or it is shorter
     */
    @Nullable
    Generation takeOver(OffsetFile offset, @Nullable Place target, byte[] buffer) throws IOException {
        Place place = target != null && target.identity().inode() == offset.inode()
                ? target
                : Siblings.of(path.folderEntry()).find(offset.inode());
        Generation opened = place == null ? null : open.append(place, 0, false);
        if (opened == null) {
            return null;
        }
        if (offset.octets() > opened.lag()) {
            open.removeFirst().close();
            return null;
        }
        opened.toLineAt(offset.octets(), buffer);
        return opened;
    }
}
