package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Happenings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where to begin with a file of which the ledger knows nothing. One thread. */
final class Beginning {
    private final FileSettings settings;
    private final String name;
    private final Generations generations;
    private final byte[] buffer;
    private final Takeover takeover;

    Beginning(FileSettings settings, Generations generations, byte[] buffer, Happenings happenings) {
        this.settings = settings;
        this.name = settings.path().toString();
        this.generations = generations;
        this.buffer = buffer;
        this.takeover = new Takeover(settings, happenings);
    }

    /**
     * Opens what is to be read first.
     *
     * @param target what stands at the path, or null
     * @return where it begins; null if that cannot be told yet
     */
    @Nullable
    FilePosition begin(@Nullable Place target) throws IOException {
        Takeover.Found found = takeover.look();
        if (found == null) {
            return begin(target, settings.from());
        }
        OffsetFile offset = found.offset();
        if (offset != null) {
            Generation begun = generations.takeOver(offset, target, buffer);
            if (begun != null) {
                return begun.position(name);
            }
            takeover.stale();
        }
        return begin(target, FileSettings.From.START);
    }

    private @Nullable FilePosition begin(@Nullable Place target, FileSettings.From from) throws IOException {
        if (target == null) {
            return new FilePosition(name, 0, 0, 0, 0, 0);
        }
        Generation begun = generations.begin(target);
        if (begun == null) {
            return null;
        }
        if (from == FileSettings.From.END) {
            begun.toLastLine(buffer);
        }
        return begun.position(name);
    }
}
