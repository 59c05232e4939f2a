package io.authwatch.source;

import java.nio.file.Path;

/**
 * A file and where it stands now.
 *
 * @param compressed whether its octets are those of gzip
 */
record Place(Path path, FileIdentity identity, boolean compressed) {
    Place(Path path, FileIdentity identity) {
        this(path, identity, false);
    }
}
