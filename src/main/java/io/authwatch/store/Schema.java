package io.authwatch.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The ledger's tables, brought up to date script by script. Which script was the last stands in the header of SQLite's
 * file, beside the mark that says whose file it is (sqlite.org/fileformat2.html, section 1.3):
 *
 * <pre>
 *   0  "SQLite format 3\0"
 *  60  user_version, 4 octets, most first: the number of the last script
 *  68  application_id, 4 octets, most first: "AwLg"
 * </pre>
 */
final class Schema {
    /** "AwLg". */
    static final int APPLICATION_ID = 0x41774c67;

    private static final List<String> SCRIPTS = List.of("V1__ledger.sql", "V2__recipients.sql", "V3__receipts.sql");

    /** The newest schema that this program knows. */
    static final int VERSION = SCRIPTS.size();

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_OCTETS = 100;
    private static final int USER_VERSION_AT = 60;
    private static final int APPLICATION_ID_AT = 68;

    private Schema() {}

    /**
     * Refuses a file that is not ours to change, by its header and without opening it as a database, for that alone may
     * change it. An empty file is ours.
     */
    static void refuseForeign(Path database) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_OCTETS);
        try (SeekableByteChannel channel = Files.newByteChannel(database)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // until the header is whole, or the file ends
            }
        }
        header.flip();
        if (!header.hasRemaining()) {
            return;
        }
        boolean sqlite = header.remaining() == HEADER_OCTETS
                && header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
        int application = sqlite ? header.getInt(APPLICATION_ID_AT) : 0;
        int version = sqlite ? header.getInt(USER_VERSION_AT) : 0;
        boolean ours = application == APPLICATION_ID || (application == 0 && version == 0);
        if (!sqlite || !ours) {
            throw new CannotOpenLedger(
                    database + " is not a ledger of Authwatch: move it away, or set authwatch.data-dir"
                            + " to another directory; it was not changed");
        }
        refuseNewer(database, version);
    }

    private static void refuseNewer(Path database, int version) {
        if (version > VERSION) {
            throw new CannotOpenLedger("the ledger " + database + " has schema " + version
                    + ", and this program knows those up to " + VERSION
                    + ": run the newer program that wrote it; it was not changed");
        }
    }

    /** Runs the scripts that the file has not seen, each in a transaction of its own. */
    static void migrate(Connection connection, Path database) throws SQLException, IOException {
        int version = version(connection);
        refuseNewer(database, version);
        for (int script = version; script < VERSION; script++) {
            run(connection, text(SCRIPTS.get(script)), script + 1);
        }
    }

    private static void run(Connection connection, String script, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            try {
                statement.executeUpdate(script);
                statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
                statement.executeUpdate("PRAGMA user_version = " + version);
                statement.executeUpdate("COMMIT");
            } catch (SQLException e) {
                statement.executeUpdate("ROLLBACK");
                throw e;
            }
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    private static String text(String script) throws IOException {
        String resource = "/db/migration/" + script;
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
