package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    @TempDir
    private Path temp;

    private final List<String> warnings = new ArrayList<>();

    private SqliteLedger open(Path directory) {
        return SqliteLedger.open(directory, warnings::add);
    }

    private String refusal(Path directory) {
        return assertThrows(CannotOpenLedger.class, () -> open(directory)).getMessage();
    }

    @Test
    void directory_thatIsMissing_isMadeForItsOwnerAlone() throws IOException {
        Path directory = temp.resolve("a/b");
        try (SqliteLedger ledger = open(directory)) {
            assertEquals("rwx------", mode(directory));
            ledger.commit(Given.commit(Given.entries(1, 1)));
            for (String file : List.of("authwatch.db", "authwatch.db-wal", "authwatch.db-shm", "authwatch.lock")) {
                assertEquals("rw-------", mode(directory.resolve(file)), file);
            }
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void database_thatOthersMayRead_isNarrowed() throws IOException {
        open(temp).close();
        Path database = temp.resolve(SqliteLedger.FILE_NAME);
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-rw-r--"));
        open(temp).close();
        assertEquals("rw-------", mode(database));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void directory_withOddCharacters_worksAsAnyOther() {
        Path odd = temp.resolve("a b?mode=memory&c#d%20e'f;ü");
        try (SqliteLedger ledger = open(odd)) {
            ledger.commit(Given.commit(Given.entries(1, 1)));
            try (SqliteHistory history = SqliteHistory.open(odd, warnings::add)) {
                assertEquals(1, history.events(9, null, 9).size());
            }
        }
        assertTrue(Files.exists(odd.resolve(SqliteLedger.FILE_NAME)));
    }

    @Test
    void directory_heldByThisProcess_isRefused_andStaysHeld() {
        try (SqliteLedger ledger = open(temp)) {
            String expected = "data directory " + temp + " is in use by another Authwatch: stop that one,"
                    + " or give this one its own authwatch.data-dir";
            assertEquals(expected, refusal(temp));
            assertEquals(expected, refusal(temp.resolve("../" + temp.getFileName())));
            ledger.commit(Given.commit(Given.entries(1, 1)));
        }
        open(temp).close();
    }

    @Test
    void directory_thatIsAFile_isRefused() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertEquals("data directory " + file + " is a file: a directory is expected", refusal(file));
        assertEquals("data directory " + file + "/data cannot be made: Not a directory", refusal(file.resolve("data")));
    }

    @Test
    void directory_thatCannotBeWrittenTo_isRefused() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("closed"));
        try (AutoCloseable reopened = Needs.unwritable(directory)) {
            String message = refusal(directory);
            String user = System.getProperty("user.name");
            assertTrue(
                    message.startsWith("data directory " + directory + " is not writable for user " + user + ": "),
                    message);
        }
        open(directory).close();
    }

    @Test
    void database_ofANewerProgram_isRefusedUnchanged() throws Exception {
        open(temp).close();
        Path database = temp.resolve(SqliteLedger.FILE_NAME);
        try (Connection connection = Sqlite.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 7");
        }
        byte[] before = Files.readAllBytes(database);
        List<String> files = files();
        assertEquals(
                "the ledger " + database + " has schema 7, and this program knows those up to " + Schema.VERSION + ":"
                        + " run the newer program that wrote it; it was not changed",
                refusal(temp));
        assertArrayEquals(before, Files.readAllBytes(database));
        assertEquals(files, files());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(temp)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void file_thatIsNoDatabase_isRefusedUnchanged() throws IOException {
        Path database = temp.resolve(SqliteLedger.FILE_NAME);
        Files.writeString(database, "hello");
        String expected = database + " is not a ledger of Authwatch: move it away, or set authwatch.data-dir"
                + " to another directory; it was not changed";
        assertEquals(expected, refusal(temp));
        assertEquals("hello", Files.readString(database));
        Files.writeString(database, "x".repeat(5000));
        assertEquals(expected, refusal(temp));
    }

    @Test
    void database_ofAnotherProgram_isRefused() throws Exception {
        Path database = temp.resolve(SqliteLedger.FILE_NAME);
        try (Connection connection = Sqlite.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = 5");
            statement.execute("CREATE TABLE mine (a)");
        }
        assertTrue(refusal(temp).contains("is not a ledger of Authwatch"));
    }

    @Test
    void database_whoseFirstPagesAreGone_isRefused() throws IOException {
        open(temp).close();
        Path database = temp.resolve(SqliteLedger.FILE_NAME);
        byte[] octets = Files.readAllBytes(database);
        java.util.Arrays.fill(octets, 100, octets.length, (byte) 0x55);
        Files.write(database, octets);
        String message = refusal(temp);
        assertTrue(message.startsWith("the ledger " + database + " cannot be opened: "), message);
        assertEquals(-1, message.indexOf('\n'));
    }

    @Test
    void open_thatFailed_givesTheDirectoryUp() throws IOException {
        Path database = temp.resolve(SqliteLedger.FILE_NAME);
        Files.writeString(database, "hello");
        refusal(temp);
        Files.delete(database);
        open(temp).close();
    }

    @Test
    void migration_thatFails_changesNothing() throws SQLException, IOException {
        Path database = temp.resolve(SqliteLedger.FILE_NAME);
        try (Connection connection = Sqlite.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE state (in_the_way)");
        }
        String message = refusal(temp);
        assertTrue(message.contains("cannot be opened: [SQLITE_ERROR]"), message);
        try (Connection connection = Sqlite.connect(database);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
            assertEquals(1, row.getInt(1));
        }
    }

    @Test
    void schema_isStrict_andItsNumberStandsInTheHeader() throws Exception {
        try (SqliteLedger ledger = open(temp);
                Statement statement = ledger.connection().createStatement()) {
            assertEquals(Integer.toString(Schema.VERSION), value(statement, "PRAGMA user_version"));
            assertEquals(
                    "0",
                    value(
                            statement,
                            "SELECT count(*) FROM pragma_table_list"
                                    + " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND strict = 0"));
            assertEquals("wal", value(statement, "PRAGMA journal_mode"));
            assertEquals("2", value(statement, "PRAGMA synchronous"));
            assertEquals("0", value(statement, "PRAGMA wal_autocheckpoint"));
            assertEquals("2", value(statement, "PRAGMA auto_vacuum"));
            assertEquals("8192", value(statement, "PRAGMA page_size"));
        }
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (var row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    @Test
    void fileSystems_thatKeepLess_areWarnedAbout() {
        Path data = Path.of("/srv/data");
        assertEquals(
                "data directory /srv/data is on nfs4: locks and fsync cannot be relied on there, and a crash may lose"
                        + " or damage the ledger; set authwatch.data-dir to a local disk",
                FileSystems.warning(data, "nfs4"));
        assertEquals(
                "data directory /srv/data is on tmpfs: the ledger is gone after a reboot;"
                        + " set authwatch.data-dir to a disk",
                FileSystems.warning(data, "tmpfs"));
        for (String type : List.of("nfs", "cifs", "smb3", "CIFS", "fuse.sshfs", "9p", "ceph")) {
            assertTrue(String.valueOf(FileSystems.warning(data, type)).contains(type), type);
        }
        for (String type : List.of("ext4", "xfs", "btrfs", "zfs", "overlay")) {
            assertNull(FileSystems.warning(data, type), type);
        }
    }
}
