package io.authwatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
    @Test
    void unknownVariable_isWarnedAboutWithTheNearestKey() {
        assertEquals(
                List.of("AUTHWATCH_UPD_PORT is no setting; the nearest is AUTHWATCH_UDP_PORT"),
                UnknownKeys.warnings(Set.of("AUTHWATCH_UPD_PORT", "AUTHWATCH_UDP_PORT", "PATH"), List.of()));
        assertEquals(
                List.of("authwatch.sender.allowed is no setting; the nearest is authwatch.senders.allowed"),
                UnknownKeys.warnings(Set.of(), List.of("authwatch.sender.allowed", "authwatch.files[0]")));
    }

    @Test
    void serviceVariables_giveOneHint() {
        assertEquals(
                List.of("Kubernetes set variables for Services whose names begin with authwatch; they are no settings:"
                        + " set enableServiceLinks: false in the pod"),
                UnknownKeys.warnings(
                        Set.of(
                                "AUTHWATCH_WEB_SERVICE_HOST",
                                "AUTHWATCH_WEB_SERVICE_PORT",
                                "AUTHWATCH_WEB_SERVICE_PORT_HTTP",
                                "AUTHWATCH_WEB_PORT",
                                "AUTHWATCH_WEB_PORT_8080_TCP_ADDR"),
                        List.of()));
    }
}
