package io.authwatch.pushover;

import io.authwatch.testkit.Forks;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service around the client, without its inputs. */
public final class NothingListens implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "authwatch.udp.enabled", "false",
                "authwatch.tcp.enabled", "false",
                "authwatch.relp.enabled", "false",
                "authwatch.data-dir", Forks.folder("pushover-notifier-test"),
                "quarkus.tls.trust-all", "true",
                "quarkus.rest-client.logging.scope", "request-response",
                "quarkus.log.level", "DEBUG",
                "quarkus.log.console.level", "INFO");
    }
}
