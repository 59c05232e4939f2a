package io.authwatch.source;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where another program's offset files are.
 *
 * @param folder a folder, or null: beside each log
 */
public record OffsetPlace(@Nullable Path folder) {
    private static final Path BESIDE = Path.of("beside");

    /** As the setting says it: null for nowhere, {@code beside}, or a folder. */
    public static @Nullable OffsetPlace of(@Nullable Path setting) {
        return setting == null ? null : new OffsetPlace(setting.equals(BESIDE) ? null : setting);
    }

    /** Where the offset file of a log may be: as logtail2(8) and pygtail name it, and as logcheck(8) does. */
    List<Path> filesFor(Path log) {
        String name = log.getFileName() + ".offset";
        return folder == null
                ? List.of(log.resolveSibling(name))
                : List.of(folder.resolve("offset" + log.toString().replace('/', '.')), folder.resolve(name));
    }
}
