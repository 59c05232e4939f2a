package io.authwatch.config;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the two HTTP ports are free: Quarkus says it in forty lines of stack, and does not say which. */
final class HttpPorts {
    private HttpPorts() {}

    /** One line for each port that cannot be had. */
    static List<String> faults(SmallRyeConfig config) {
        List<String> faults = new ArrayList<>();
        int web = port(config, "quarkus.http.port");
        int management = port(config, "quarkus.management.port");
        if (web == management && web != 0) {
            faults.add(Faults.line(
                    "quarkus.management.port", web + " is the port of the page and the API too", "another port"));
            return faults;
        }
        check("quarkus.http", config, web, faults);
        check("quarkus.management", config, management, faults);
        return faults;
    }

    private static int port(SmallRyeConfig config, String key) {
        return config.getOptionalValue(key, Integer.class).orElse(0);
    }

    private static void check(String prefix, SmallRyeConfig config, int port, List<String> faults) {
        String host = config.getOptionalValue(prefix + ".host", String.class).orElse(null);
        String wrong = port == 0 ? null : wrong(host, port);
        if (wrong != null) {
            faults.add(Faults.line(prefix + ".port", port + " cannot be opened: " + wrong, "a port that is free"));
        }
    }

    private static @Nullable String wrong(@Nullable String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
