package io.authwatch;

import io.authwatch.config.Settings;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.source.Downstream;
import io.authwatch.source.FileSettings;
import io.authwatch.source.FileSource;
import io.authwatch.source.FolderHints;
import io.authwatch.source.OffsetPlace;
import io.authwatch.source.SourceLimits;
import io.authwatch.source.Waker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files that the settings ask for. */
final class FileInputs implements AutoCloseable {
    private final Settings.Tail settings;
    private final Downstream downstream;
    private final SourceLimits limits;
    private final FolderHints hints;
    private final List<FileSource> sources = new ArrayList<>();

    FileInputs(Settings.Tail settings, Downstream downstream, SourceLimits limits) {
        this.settings = settings;
        this.downstream = downstream;
        this.limits = limits;
        this.hints = settings.files().isEmpty() ? FolderHints.none() : FolderHints.open();
    }

    /**
     * Begins to read all of them.
     *
     * @param positions where they were read to, by path
     * @return what is read, such as {@code file /var/log/auth.log}
     */
    List<String> open(Map<String, FilePosition> positions) {
        List<String> opened = new ArrayList<>();
        for (Path file : settings.files()) {
            Path path = file.toAbsolutePath().normalize();
            FileSettings asked = new FileSettings(
                    path,
                    LocalHost.name(),
                    FileSettings.From.END,
                    settings.followLinks(),
                    OffsetPlace.of(settings.offsets()));
            FileSource source = new FileSource(asked, new HashMap<>(positions), downstream, limits, hints, new Waker());
            sources.add(source);
            source.start();
            opened.add("file " + path);
        }
        return opened;
    }

    @Override
    public void close() {
        sources.forEach(FileSource::close);
        hints.close();
    }
}
