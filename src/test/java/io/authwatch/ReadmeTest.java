package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.SettingsKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What people read before they start: its settings exist, its links lead somewhere, its commands are the tested ones. */
class ReadmeTest {
    private static final List<Path> PAGES = List.of(
            Path.of("README.md"),
            Path.of("CONTRIBUTING.md"),
            Path.of("SECURITY.md"),
            Path.of("src/bench/README.md"),
            Path.of("rsyslog/README.md"),
            Path.of("deploy/README.md"),
            Path.of("src/docs/actions.md"));
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:AUTHWATCH|PUSHOVER|QUARKUS)_[A-Z_]+[A-Z]\\b");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(#[^)]*)?\\)");
    private static final Pattern METRIC = Pattern.compile("\\bauthwatch_[a-z_]+[a-z]\\b");

    @Test
    void everyVariable_isASetting_andEverySettingIsListed() throws IOException {
        Set<String> listed = found(VARIABLE, Path.of("README.md"));
        assertTrue(listed.removeAll(SettingsKeys.FREE), "how a recipient gets its key");
        assertEquals(new TreeSet<>(SettingsKeys.KNOWN), listed);
        for (Path page : PAGES) {
            Set<String> unknown = found(VARIABLE, page);
            unknown.removeAll(SettingsKeys.KNOWN);
            unknown.removeAll(SettingsKeys.FREE);
            assertEquals(Set.of(), unknown, page::toString);
        }
    }

    @Test
    void everyLink_leadsToAFileAndAHeading() throws IOException {
        for (Path page : PAGES) {
            for (MatchResult link : matches(LINK, page)) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                assertTrue(Files.exists(target), () -> page + " links to " + target);
                if (link.group(2) != null) {
                    assertTrue(anchors(target).contains(link.group(2)), () -> page + " links to " + link.group());
                }
            }
        }
    }

    @Test
    void firstScreen_hasTheTwoCommandsAndTheLineToPaste() throws IOException {
        String screen = Files.readString(Path.of("README.md")).lines().limit(45).collect(Collectors.joining("\n"));
        assertTrue(screen.contains("mvn -q package quarkus:run -DskipTests"));
        assertTrue(screen.contains("\nmvn verify"));
        assertTrue(screen.contains("\nlogger -n 127.0.0.1 -P 5514 -d -p auth.info "));
    }

    @Test
    void installCommands_areTheSameOnBothPages() throws IOException {
        String command = "sudo sed -i 's/authwatch\\.example\\.net/192.0.2.10/' /etc/rsyslog.d/60-authwatch-tcp.conf";
        for (Path page : List.of(Path.of("README.md"), Path.of("rsyslog/README.md"))) {
            assertTrue(Files.readString(page).contains(command), page::toString);
        }
        for (String dropIn : List.of("60-authwatch-tcp.conf", "60-authwatch-udp.conf")) {
            String text = Files.readString(Path.of("rsyslog", dropIn));
            assertEquals(2, text.split("authwatch\\.example\\.net", -1).length, "one place to edit in " + dropIn);
        }
    }

    @Test
    void everyMetric_hasItsUnitAtTheEnd() throws IOException {
        for (String metric : found(METRIC, Path.of("README.md"))) {
            assertTrue(metric.matches(".*_(total|seconds|remaining|messages|limit|pending)"), metric);
        }
    }

    private static Set<String> anchors(Path page) throws IOException {
        return Files.readString(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#"
                        + line.replaceFirst("^#+ ", "")
                                .toLowerCase()
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern pattern, Path page) throws IOException {
        return matches(pattern, page).stream().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<MatchResult> matches(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page)).results().toList();
    }
}
