package io.authwatch.source;

import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The offset file that logtail2, pygtail or logcheck left for one log. It is looked at once, when nothing else is known of
 * the log, and never believed beyond what the log holds:
 *
 * <pre>
 *   its inode is the log, or a rotated one that is not compressed, and holds as much   on from there
 *   it is damaged, or speaks of a file that is gone or has become shorter              the log from its start, and told
 *   there is none                                                                       as if nobody had asked for it
 * </pre>
 */
final class Takeover {
    private final FileSettings settings;
    private final Happenings happenings;

    Takeover(FileSettings settings, Happenings happenings) {
        this.settings = settings;
        this.happenings = happenings;
    }

    /** What was found. */
    record Found(@Nullable OffsetFile offset) {
        /** Whether there is an offset file, of use or not: then nothing in the log is old news. */
        static final Found DAMAGED = new Found(null);
    }

    /** Looks for an offset file; null if there is none. */
    @Nullable
    Found look() {
        OffsetPlace offsets = settings.offsets();
        if (offsets == null) {
            return null;
        }
        for (Path place : offsets.filesFor(settings.path())) {
            try {
                return new Found(OffsetFile.read(place));
            } catch (NoSuchFileException none) {
                continue;
            } catch (IOException e) {
                unusable(TailedPath.why(e));
                return Found.DAMAGED;
            }
        }
        return null;
    }

    /** The file that it speaks of is not there, or shorter. */
    void stale() {
        unusable("the file that it speaks of is gone, or has become shorter");
    }

    private void unusable(String why) {
        happenings.inputTroubled(
                Input.FILE,
                settings.path().toString(),
                "its offset file is of no use, so it is read from its start: " + why);
    }
}
