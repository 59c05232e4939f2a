package io.authwatch.testkit;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** The web and the probes over a stand-in for the running program; one profile, so that Quarkus starts once. */
public class WebProfile implements QuarkusTestProfile {
    public static final String PASSWORD = "canary-password-7f3a";
    public static final String TOKEN = "canarytokencanarytokencanaryto";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "authwatch.admin-password", PASSWORD,
                "authwatch.pushover.token", TOKEN,
                "authwatch.pushover.user", "canaryusercanaryusercanaryuser",
                "authwatch.pushover.url", "http://127.0.0.1:9",
                "authwatch.data-dir", Forks.folder("web-test-data"),
                "authwatch.udp.enabled", "false",
                "authwatch.tcp.enabled", "false",
                "authwatch.relp.enabled", "false");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FakeInquiry.class, FakeSilencer.class);
    }
}
