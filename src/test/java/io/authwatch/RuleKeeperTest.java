package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.Outcome;
import io.authwatch.config.StartRefused;
import io.authwatch.pipeline.Happenings;
import io.authwatch.rule.RuleSet;
import io.authwatch.testkit.SampleEvents;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that include logcheck's files are taken again when those change, and only then. */
class RuleKeeperTest {
    private static final String RULES = "ignore: {logcheck: boring}\nrules: {odd: {when: {action: other}}}\n";

    @TempDir
    Path temp;

    private final List<String> refusals = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<RuleSet> taken = new ArrayList<>();
    private Path folder;
    private RuleKeeper keeper;

    @BeforeEach
    void rules() throws IOException {
        Path file = Files.writeString(temp.resolve("rules.yaml"), RULES);
        folder = Files.createDirectory(temp.resolve("boring"));
        Files.writeString(folder.resolve("frobd"), "web-1 .*frobbed$\n");
        keeper = new RuleKeeper(file, Set.of(), happenings(), InstantSource.fixed(Instant.EPOCH));
    }

    private Happenings happenings() {
        return (Happenings) Proxy.newProxyInstance(
                Happenings.class.getClassLoader(), new Class<?>[] {Happenings.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rulesRefused")) {
                        refusals.add(String.valueOf(arguments[1]));
                    }
                    if (method.getName().equals("rulesWarned")) {
                        warnings.add(String.valueOf(arguments[1]));
                    }
                    return null;
                });
    }

    private static boolean tells(RuleSet rules, String message) {
        return rules.match(SampleEvents.event(AuthAction.OTHER, Outcome.UNKNOWN, "message=" + message)) != null;
    }

    @Test
    void changedFile_isTaken_once() throws IOException {
        RuleSet first = keeper.first();
        assertEquals(List.of(false, true), List.of(tells(first, "frobbed"), tells(first, "mobbed")));
        keeper.look(taken::add);
        assertEquals(List.of(), taken);
        Files.writeString(folder.resolve("mobd"), "mobbed$\n(\n");
        keeper.look(taken::add);
        keeper.look(taken::add);
        assertEquals(1, taken.size());
        assertEquals(List.of(false, false), List.of(tells(taken.get(0), "frobbed"), tells(taken.get(0), "mobbed")));
        assertEquals(List.of(folder + "/mobd:2:1: left out: unmatched '('"), warnings);
    }

    @Test
    void touchedFile_withTheSameContent_changesNothing() throws IOException {
        keeper.first();
        Files.delete(folder.resolve("frobd"));
        Files.writeString(folder.resolve("frobd"), "web-1 .*frobbed$\n");
        keeper.look(taken::add);
        assertEquals(List.of(), taken);
    }

    @Test
    void goneFolder_isRefused_andTakenAgainWhenItIsBack() throws IOException {
        keeper.first();
        Path away = Files.move(folder, temp.resolve("away"));
        keeper.look(taken::add);
        keeper.look(taken::add);
        String why = "rules.yaml:1:20: 'boring' cannot be read: there is no such folder or file";
        assertEquals(List.of(why), refusals);
        assertEquals(why, keeper.refused());
        assertEquals(List.of(), taken);
        Files.move(away, folder);
        keeper.look(taken::add);
        assertNull(keeper.refused());
        assertEquals(1, taken.size());
    }

    @Test
    void missingFolder_stopsTheStart() throws IOException {
        Files.move(folder, temp.resolve("away"));
        StartRefused refused = assertThrows(StartRefused.class, () -> keeper.first());
        assertNotNull(refused.getMessage());
        assertEquals(
                true,
                refused.getMessage().contains("1:20: 'boring' cannot be read: there is no such folder or file"),
                refused.getMessage());
    }
}
