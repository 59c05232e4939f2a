package io.authwatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the shape that {@code package-info} draws: imports run one way, the core is pure, the map names what exists. */
class ArchitectureTest {
    private static final String ROOT = "io.authwatch";
    private static final List<String> FLOW = List.of("wire", "syslog", "auth", "rule", "alert", "notify", "pipeline");
    private static final List<String> EDGES = List.of("source", "pushover", "store", "config", "web", "ops");
    private static final int LINES_MAX = 260;
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static String[] core() {
        return FLOW.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    @Test
    void imports_run_one_way() {
        var layers = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(ROOT + "..");
        for (String name : FLOW) {
            layers = layers.layer(name).definedBy(ROOT + "." + name + "..");
        }
        for (String name : EDGES) {
            layers = layers.layer(name).definedBy(ROOT + "." + name + "..");
        }
        layers = layers.layer("root").definedBy(ROOT);
        for (int i = 0; i < FLOW.size(); i++) {
            List<String> later = FLOW.subList(i + 1, FLOW.size());
            layers = layers.whereLayer(FLOW.get(i))
                    .mayOnlyBeAccessedByLayers(Stream.of(later.stream(), EDGES.stream(), Stream.of("root"))
                            .flatMap(names -> names)
                            .toArray(String[]::new));
        }
        for (String edge : EDGES) {
            layers = layers.whereLayer(edge).mayOnlyBeAccessedByLayers("root");
        }
        layers.check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_core_knows_only_the_jdk_yaml_and_re2j() {
        noClasses()
                .that()
                .resideInAnyPackage(core())
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(Stream.concat(
                                Stream.of(core()),
                                Stream.of("java..", "org.jspecify..", "org.snakeyaml..", "com.google.re2j.."))
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void the_core_has_no_clock_no_thread_no_file_and_no_database() {
        noClasses()
                .that()
                .resideInAnyPackage(core())
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.nio.file..", "java.net..", "java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .check(CLASSES);
    }

    @Test
    void frameworks_stay_where_they_are_named() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".source..", ROOT + ".pushover..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty.channel..", "io.netty.buffer..", "io.netty.bootstrap..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".ops..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..", "org.flywaydb..")
                .check(CLASSES);
    }

    @Test
    void fields_are_not_injected() {
        noFields().should().beAnnotatedWith("jakarta.inject.Inject").check(CLASSES);
    }

    @Test
    void the_map_names_what_exists() throws IOException {
        String map = Files.readString(Path.of("src/main/java/io/authwatch/package-info.java"));
        Matcher link = Pattern.compile("\\{@link ([\\w.]+)\\}").matcher(map);
        while (link.find()) {
            String name = link.group(1);
            assertDoesNotThrow(() -> Class.forName(name), name);
        }
        Matcher item = Pattern.compile("<li>\\{@code (\\w+)\\}").matcher(map);
        int named = 0;
        while (item.find()) {
            named++;
            assertTrue(Files.isDirectory(Path.of("src/main/java/io/authwatch", item.group(1))), item.group(1));
        }
        assertTrue(named == FLOW.size() + EDGES.size(), "the map names " + named + " packages");
        for (String type : List.of("SyslogMessage", "AuthEvent", "Match", "Alert", "Notification")) {
            assertTrue(map.contains(type), type);
        }
    }

    @Test
    void files_are_small() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> long_ = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(ArchitectureTest::tooLong)
                    .map(Path::toString)
                    .toList();
            assertTrue(long_.isEmpty(), "longer than " + LINES_MAX + " lines, without a reason in it: " + long_);
        }
    }

    /** A file may be longer if it says why: a comment that begins with {@code Long because}. */
    private static boolean tooLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            List<String> all = lines.toList();
            return all.size() > LINES_MAX && all.stream().noneMatch(line -> line.contains("Long because"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
