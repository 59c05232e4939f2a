package io.authwatch;

import static io.authwatch.BaseManifests.BASE;
import static io.authwatch.BaseManifests.OBJECTS;
import static io.authwatch.BaseManifests.POD;
import static io.authwatch.BaseManifests.RENDERED;
import static io.authwatch.BaseManifests.STATEFUL_SET;
import static io.authwatch.BaseManifests.containers;
import static io.authwatch.BaseManifests.environment;
import static io.authwatch.BaseManifests.mount;
import static io.authwatch.BaseManifests.ports;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Manifests;
import io.authwatch.testkit.SettingsKeys;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests of {@code deploy/}: what an API server or an admission check would refuse is found here. */
class ManifestsTest {
    @Test
    void base_holdsEveryObjectOnce() {
        assertEquals(
                List.of(
                        "ConfigMap/authwatch-rules",
                        "Namespace/authwatch",
                        "NetworkPolicy/authwatch",
                        "PodDisruptionBudget/authwatch",
                        "Service/authwatch-headless",
                        "Service/authwatch-tcp",
                        "Service/authwatch-udp",
                        "Service/authwatch-web",
                        "ServiceAccount/authwatch",
                        "StatefulSet/authwatch"),
                OBJECTS.stream().map(BaseManifests::name).sorted().toList());
    }

    @Test
    void withoutKubectl_theFilesHoldTheSameObjects() {
        assertEquals(
                OBJECTS.stream().map(BaseManifests::name).sorted().toList(),
                Manifests.parse(Manifests.concatenated(BASE)).stream()
                        .map(BaseManifests::name)
                        .sorted()
                        .toList());
    }

    @Test
    void everyManifest_hasNoFieldThatItsTypeDoesNotKnow() throws IOException {
        assertEquals(List.of(), unknownFields(RENDERED));
        assertEquals(List.of(), unknownFields(Manifests.render(Path.of("deploy/overlays/loadbalancer"))));
        assertEquals(List.of(), unknownFields(Files.readString(BASE.resolve("secret.example.yaml"))));
    }

    @Test
    void aMisspeltField_isFoundWithItsPath() {
        assertEquals(
                List.of("StatefulSet/authwatch.spec.template.spec.containers[0].resource"),
                unknownFields(RENDERED.replace("resources:\n          limits:", "resource:\n          limits:")));
        assertEquals(
                List.of("NetworkPolicy/authwatch.spec.ingres"),
                unknownFields(RENDERED.replace("\n  ingress:\n", "\n  ingres:\n")));
        assertEquals(
                List.of("StatefulSett/authwatch (no such kind)"),
                unknownFields(RENDERED.replace("kind: StatefulSet\n", "kind: StatefulSett\n")));
    }

    @Test
    void everyProbe_namesAPortOfItsContainer() {
        for (Container container : containers()) {
            Map<Probe, String> paths = Map.of(
                    container.getStartupProbe(), "/q/health/started",
                    container.getLivenessProbe(), "/q/health/live",
                    container.getReadinessProbe(), "/q/health/ready");
            paths.forEach((probe, path) -> {
                assertEquals(path, probe.getHttpGet().getPath());
                assertEquals("management", probe.getHttpGet().getPort().getStrVal());
            });
            assertEquals(9000, ports().get("management").getContainerPort());
        }
    }

    @Test
    void everyServiceAndPolicyPort_namesAPortOfTheSameProtocol() {
        for (Service service : Manifests.all(OBJECTS, Service.class)) {
            for (ServicePort port : service.getSpec().getPorts()) {
                ContainerPort target = ports().get(port.getTargetPort().getStrVal());
                assertTrue(target != null, service.getMetadata().getName() + " -> " + port.getTargetPort());
                assertEquals(target.getProtocol(), port.getProtocol());
            }
            assertEquals(
                    STATEFUL_SET.getSpec().getSelector().getMatchLabels(),
                    service.getSpec().getSelector());
        }
        NetworkPolicy policy = Manifests.all(OBJECTS, NetworkPolicy.class).get(0);
        Set<String> open = policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getStrVal())
                .collect(Collectors.toSet());
        assertEquals(ports().keySet(), open);
    }

    @Test
    void noListOfPorts_holdsOneNumberTwice() {
        Stream<List<Integer>> lists = Stream.concat(
                Stream.of(containers().stream()
                        .flatMap(container -> container.getPorts().stream())
                        .map(ContainerPort::getContainerPort)
                        .toList()),
                Manifests.all(OBJECTS, Service.class).stream()
                        .map(service -> service.getSpec().getPorts().stream()
                                .map(ServicePort::getPort)
                                .toList()));
        lists.forEach(numbers -> assertEquals(new HashSet<>(numbers).size(), numbers.size(), numbers::toString));
    }

    @Test
    void bothSyslogServices_offerThePortOfTheDropIns() {
        for (String name : List.of("authwatch-udp", "authwatch-tcp")) {
            List<Integer> offered = Manifests.all(OBJECTS, Service.class).stream()
                    .filter(service -> service.getMetadata().getName().equals(name))
                    .flatMap(service -> service.getSpec().getPorts().stream())
                    .map(ServicePort::getPort)
                    .toList();
            assertTrue(offered.contains(5514), name + " offers " + offered);
        }
    }

    @Test
    void tcpPortSetting_isTheContainersTcpPort() {
        assertEquals(
                ports().get("syslog-tcp").getContainerPort().toString(),
                environment().get("AUTHWATCH_TCP_PORT").getValue());
        assertEquals(5514, ports().get("syslog-udp").getContainerPort(), "the default of AUTHWATCH_UDP_PORT");
        assertEquals(2514, ports().get("relp").getContainerPort(), "the default of AUTHWATCH_RELP_PORT");
        assertEquals(6514, ports().get("syslog-tls").getContainerPort(), "the default of AUTHWATCH_TLS_PORT");
        assertEquals(8080, ports().get("web").getContainerPort(), "the default of QUARKUS_HTTP_PORT");
    }

    @Test
    void everyEnvironmentVariable_isAKnownKey() {
        assertEquals(
                Set.of(),
                environment().keySet().stream()
                        .filter(key -> !SettingsKeys.KNOWN.contains(key))
                        .collect(Collectors.toSet()));
    }

    @Test
    void rulesSetting_pointsIntoTheMountedConfigMap() {
        ConfigMap rules = Manifests.all(OBJECTS, ConfigMap.class).get(0);
        String folder = mount("rules").getMountPath();
        assertEquals(Set.of("rules.yaml"), rules.getData().keySet());
        assertEquals(
                folder + "/rules.yaml", environment().get("AUTHWATCH_RULES").getValue());
        assertEquals(
                rules.getMetadata().getName(),
                POD.getVolumes().stream()
                        .filter(volume -> volume.getName().equals("rules"))
                        .findFirst()
                        .orElseThrow()
                        .getConfigMap()
                        .getName());
        assertEquals(
                mount("data").getMountPath(),
                environment().get("AUTHWATCH_DATA_DIR").getValue());
    }

    @Test
    void everySecretKey_isInTheExample() throws IOException {
        Secret example = Manifests.all(
                        Manifests.parse(Files.readString(BASE.resolve("secret.example.yaml"))), Secret.class)
                .get(0);
        for (EnvVar variable : environment().values()) {
            if (variable.getValueFrom() != null) {
                var reference = variable.getValueFrom().getSecretKeyRef();
                assertEquals(example.getMetadata().getName(), reference.getName());
                assertTrue(example.getStringData().containsKey(reference.getKey()), reference.getKey());
                assertEquals(true, reference.getOptional(), "dry run without it");
            }
        }
        assertFalse(RENDERED.contains("kind: Secret\n"));
    }

    private static List<String> unknownFields(String documents) {
        return Manifests.parse(documents).stream()
                .flatMap(object -> Manifests.unknownFields(object).stream())
                .toList();
    }
}
