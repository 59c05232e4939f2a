package io.authwatch.config;

import io.authwatch.config.Kinds.FilePath;
import io.authwatch.config.Kinds.Flag;
import io.authwatch.config.Kinds.Size;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How the files of {@code authwatch.files} are read. */
public interface TailConfig {
    /**
     * Whether such a path may be a symbolic link itself; its folder always may. Then whoever can replace the link says
     * what is read. Default: {@code false}.
     */
    @WithDefault("false")
    @WithConverter(Flag.class)
    boolean followLinks();

    /**
     * Where logtail2, pygtail or logcheck keep how far they have read, so that a file which is new to us is read from
     * there: {@code beside} each file ({@code auth.log.offset}), or a folder, with the names {@code auth.log.offset} or
     * {@code offset.var.log.auth.log}. Looked at once. One that is of no use has its file read from the start. Default:
     * none, nowhere.
     */
    Optional<@WithConverter(FilePath.class) Path> offsets();

    /**
     * What a rotated file that is compressed may hold, 1M to 1024G; what comes after that is not read, and counted as the
     * limit {@code inflated-octets}. Default: {@code 1G}.
     */
    @WithDefault("1G")
    @WithConverter(Size.class)
    @Between(from = "1M", to = "1024G")
    long inflatedSize();
}
