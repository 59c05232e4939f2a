package io.authwatch;

import static io.authwatch.BaseManifests.containers;
import static io.authwatch.BaseManifests.environment;
import static io.authwatch.BaseManifests.mount;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.MountedRules;
import io.authwatch.testkit.SyslogSink;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running jar as the pod would run it: its settings, mounts, probes and JVM flags. Only port numbers are others. */
class ManifestsIT {
    @TempDir
    Path temp;

    @Test
    void jar_runsAsThePodDoes() throws IOException {
        MountedRules rules = new MountedRules(
                mounted(mount("rules").getMountPath()), Files.readString(Path.of("deploy/base/rules/rules.yaml")));
        Path work = temp.resolve("work");
        try (AuthwatchProcess authwatch = new AuthwatchProcess(work).withFlags(ContainerfileTest.flags())) {
            for (EnvVar variable : environment().values()) {
                if (variable.getValue() != null && !variable.getName().endsWith("_PORT")) {
                    authwatch.with(variable.getName(), onTheMounts(variable.getValue()));
                }
            }
            authwatch.start();
            assertTrue(SyslogSink.listens(authwatch.tcpPort()), "the port of AUTHWATCH_TCP_PORT");
            assertTrue(authwatch.output().contains(rules.file().toString()), authwatch::output);
            assertFalse(authwatch.output().contains("is no setting"), authwatch::output);
            for (Container container : containers()) {
                for (Probe probe : List.of(
                        container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())) {
                    assertEquals("management", probe.getHttpGet().getPort().getStrVal());
                    String address = authwatch.management(probe.getHttpGet().getPath());
                    assertEquals(200, authwatch.api().status(address), address);
                }
            }
            assertTrue(Files.isDirectory(mounted(mount("data").getMountPath())), "the data directory is on the volume");
            assertEquals(List.of(), written(work), "files outside the mounts");
            assertEquals(143, authwatch.stop().code(), "SIGTERM ends it in order");
        }
    }

    private String onTheMounts(String value) {
        for (String name : List.of("rules", "data")) {
            String path = mount(name).getMountPath();
            if (value.startsWith(path)) {
                return mounted(path) + value.substring(path.length());
            }
        }
        return value;
    }

    /** A path of the container, below the test's folder. */
    private Path mounted(String path) {
        return temp.resolve(path.substring(1));
    }

    private static List<Path> written(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.toList();
        }
    }
}
