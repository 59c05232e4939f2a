package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.Surroundings.Included;
import io.authwatch.rule.Surroundings.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a rule file includes, and how their change is seen. */
class IncludedFilesTest {
    @TempDir
    Path temp;

    private Path folder;
    private IncludedFiles included;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(temp.resolve("ignore.d.server"));
        included = new IncludedFiles(temp.resolve("rules.yaml"), Set.of());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void folder_givesWhatRunPartsWouldTake() throws Exception {
        for (String name : List.of("ssh", "a-b_C9", ".hidden", "ssh~", "ssh.dpkg-dist", "ssh.bak", "#ssh#")) {
            write(name, name);
        }
        Files.createDirectory(folder.resolve("local"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("ssh"));
        assertEquals(
                List.of(
                        new Included(folder + "/a-b_C9", "a-b_C9"),
                        new Included(folder + "/link", "ssh"),
                        new Included(folder + "/ssh", "ssh")),
                included.folder(folder.toString()));
    }

    @Test
    void path_mayBeAFile_andBeginsAtTheRuleFile() throws Exception {
        write("local.rules", "x");
        Included expected = new Included(folder + "/local.rules", "x");
        assertEquals(List.of(expected), included.folder("ignore.d.server/local.rules"));
        assertEquals(List.of(expected), included.folder(folder + "/local.rules"));
    }

    @Test
    void whatIsNotThere_isOneClearLine() {
        Unreadable missing = assertThrows(Unreadable.class, () -> included.folder("nowhere"));
        assertEquals("there is no such folder or file", missing.getMessage());
    }

    @Test
    void tooManyOctets_areRefused() throws Exception {
        Files.write(folder.resolve("a"), new byte[IncludedFiles.OCTETS_MAX / 2]);
        Files.write(folder.resolve("b"), new byte[IncludedFiles.OCTETS_MAX / 2 + 1]);
        Unreadable large = assertThrows(Unreadable.class, () -> included.folder(folder.toString()));
        assertEquals("the files hold more than 16777216 octets (16 MiB) together", large.getMessage());
    }

    @Test
    void tooManyFiles_areRefused() throws Exception {
        for (int i = 0; i <= IncludedFiles.FILES_MAX; i++) {
            write("f" + i, "");
        }
        Unreadable many = assertThrows(Unreadable.class, () -> included.folder(folder.toString()));
        assertEquals("more than 1000 files", many.getMessage());
    }

    @Test
    void change_isSeenByTheLooks() throws Exception {
        write("ssh", "one");
        included.folder(folder.toString());
        assertFalse(included.changed());
        write("ssh~", "a backup");
        assertFalse(included.changed());
        Files.setLastModifiedTime(folder.resolve("ssh"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertTrue(included.changed());
    }

    @Test
    void newFile_goneFile_andAFolderThatAppears_areChanges() throws Exception {
        write("ssh", "one");
        included.folder(folder.toString());
        write("sudo", "two");
        assertTrue(included.changed());
        IncludedFiles both = new IncludedFiles(temp.resolve("rules.yaml"), Set.of());
        both.folder(folder.toString());
        Files.delete(folder.resolve("sudo"));
        assertTrue(both.changed());
        IncludedFiles none = new IncludedFiles(temp.resolve("rules.yaml"), Set.of());
        assertThrows(Unreadable.class, () -> none.folder("later"));
        assertFalse(none.changed());
        Files.createDirectory(temp.resolve("later"));
        assertTrue(none.changed());
    }
}
