package io.authwatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpPortsTest {
    @Test
    void takenPort_givesOneLineThatNamesTheKey() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            List<String> faults = HttpPorts.faults(Configs.ofProperties(Map.of(
                    "quarkus.http.host", "127.0.0.1",
                    "quarkus.http.port", "0",
                    "quarkus.management.host", "127.0.0.1",
                    "quarkus.management.port", Integer.toString(port))));
            assertEquals(1, faults.size(), faults.toString());
            String begin = "quarkus.management.port (QUARKUS_MANAGEMENT_PORT): " + port + " cannot be opened: Address";
            assertTrue(faults.get(0).startsWith(begin), faults.get(0));
            assertTrue(faults.get(0).endsWith("; expected a port that is free"), faults.get(0));
        }
    }

    @Test
    void onePortForBoth_isRefused() {
        assertEquals(
                List.of(
                        "quarkus.management.port (QUARKUS_MANAGEMENT_PORT): 8080 is the port of the page and the API too;"
                                + " expected another port"),
                HttpPorts.faults(
                        Configs.ofProperties(Map.of("quarkus.http.port", "8080", "quarkus.management.port", "8080"))));
    }

    @Test
    void anyPort_isFree() {
        assertEquals(
                List.of(),
                HttpPorts.faults(
                        Configs.ofProperties(Map.of("quarkus.http.port", "0", "quarkus.management.port", "0"))));
    }
}
