package io.authwatch;

import static io.authwatch.BaseManifests.OBJECTS;
import static io.authwatch.BaseManifests.POD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.Manifests;
import io.authwatch.testkit.Program;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kubernetes sets variables for every Service of the namespace, and those for {@code authwatch-udp} look like our
 * settings (kubernetes.io/docs, Service, "Environment variables").
 */
class InjectedServiceVariablesIT {
    @TempDir
    Path temp;

    @Test
    void jar_starts_withTheVariablesThatThePodGets() {
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("pod"))) {
            variables(Boolean.TRUE.equals(POD.getEnableServiceLinks())).forEach(authwatch::with);
            authwatch.start();
            assertEquals(200, authwatch.api().status(authwatch.management("/q/health/ready")));
        }
    }

    @Test
    void jar_withServiceLinks_refusesToStart_andNamesTheKey() {
        Map<String, String> injected = variables(true);
        assertTrue(injected.get("AUTHWATCH_UDP_PORT").startsWith("udp://"), injected::toString);
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("links"))) {
            injected.forEach(authwatch::with);
            Program.Finished refused = authwatch.startAndEnd();
            assertNotEquals(0, refused.code());
            assertTrue(refused.text().contains("authwatch.udp.port"), refused::text);
            assertTrue(refused.text().contains("enableServiceLinks: false"), refused::text);
        }
    }

    /** What the kubelet sets: the API server's always, the other Services' with service links. */
    private static Map<String, String> variables(boolean serviceLinks) {
        Map<String, String> variables = new TreeMap<>();
        add(variables, "KUBERNETES", "10.96.0.1", "https", "tcp", 443);
        if (serviceLinks) {
            int last = 10;
            for (Service service : Manifests.all(OBJECTS, Service.class)) {
                if (!"None".equals(service.getSpec().getClusterIP())) {
                    ServicePort port = service.getSpec().getPorts().get(0);
                    String prefix = service.getMetadata()
                            .getName()
                            .toUpperCase(Locale.ROOT)
                            .replace('-', '_');
                    String protocol = port.getProtocol().toLowerCase(Locale.ROOT);
                    add(variables, prefix, "10.96.0." + last++, port.getName(), protocol, port.getPort());
                }
            }
        }
        return variables;
    }

    private static void add(Map<String, String> to, String prefix, String ip, String name, String protocol, int port) {
        String url = protocol + "://" + ip + ":" + port;
        String each = prefix + "_PORT_" + port + "_" + protocol.toUpperCase(Locale.ROOT);
        to.put(prefix + "_SERVICE_HOST", ip);
        to.put(prefix + "_SERVICE_PORT", Integer.toString(port));
        to.put(prefix + "_SERVICE_PORT_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), Integer.toString(port));
        to.put(prefix + "_PORT", url);
        to.put(each, url);
        to.put(each + "_PROTO", protocol);
        to.put(each + "_PORT", Integer.toString(port));
        to.put(each + "_ADDR", ip);
    }
}
