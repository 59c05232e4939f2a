package io.authwatch;

import io.authwatch.testkit.Manifests;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code deploy/base} renders to, taken apart for the tests. */
final class BaseManifests {
    static final Path BASE = Path.of("deploy/base");
    static final String RENDERED = Manifests.render(BASE);
    static final List<HasMetadata> OBJECTS = Manifests.parse(RENDERED);
    static final StatefulSet STATEFUL_SET =
            Manifests.all(OBJECTS, StatefulSet.class).get(0);
    static final PodSpec POD = STATEFUL_SET.getSpec().getTemplate().getSpec();

    private BaseManifests() {}

    /** Kind and name. */
    static String name(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }

    static List<Container> containers() {
        return Stream.of(POD.getInitContainers(), POD.getContainers())
                .flatMap(List::stream)
                .toList();
    }

    static Map<String, ContainerPort> ports() {
        return containers().stream()
                .flatMap(container -> container.getPorts().stream())
                .collect(Collectors.toMap(ContainerPort::getName, Function.identity()));
    }

    static Map<String, EnvVar> environment() {
        return containers().stream()
                .flatMap(container -> container.getEnv().stream())
                .collect(Collectors.toMap(EnvVar::getName, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    static VolumeMount mount(String name) {
        return containers().stream()
                .flatMap(container -> container.getVolumeMounts().stream())
                .filter(mount -> mount.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
