package io.authwatch.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.WebProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class AccessTest {
    @TestHTTPResource
    URI root;

    /** Every method of every resource, found in the classes that were built, so that a new one cannot be forgotten. */
    static List<String> calls() throws IOException, ClassNotFoundException {
        List<String> calls = new ArrayList<>();
        java.nio.file.Path classes = java.nio.file.Path.of("target/classes/io/authwatch/web");
        try (Stream<java.nio.file.Path> files = Files.list(classes)) {
            for (String name : files.map(file -> file.getFileName().toString()).toList()) {
                if (name.endsWith(".class")) {
                    calls(Class.forName("io.authwatch.web." + name.replace(".class", "")), calls);
                }
            }
        }
        return calls;
    }

    private static void calls(Class<?> type, List<String> calls) {
        for (Method method : type.getDeclaredMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    Path path = method.getAnnotation(Path.class);
                    String whole = type.getAnnotation(Path.class).value() + "/" + (path == null ? "" : path.value());
                    calls.add(verb.value() + " " + whole.replaceAll("/+", "/").replaceAll("(.)/$", "$1"));
                    assertTrue(
                            type.isAnnotationPresent(RolesAllowed.class)
                                    || method.isAnnotationPresent(RolesAllowed.class),
                            whole + " says who may call it");
                }
            }
        }
    }

    @Test
    void calls_areThoseOfTheContract() throws Exception {
        assertEquals(
                List.of(
                        "DELETE /api/silences",
                        "DELETE /api/silences/{id}",
                        "GET /",
                        "GET /api/alerts",
                        "GET /api/events",
                        "GET /api/events/stream",
                        "GET /api/hosts",
                        "GET /api/notifications",
                        "GET /api/silences",
                        "GET /api/unknown",
                        "POST /api/backtest",
                        "POST /api/explain",
                        "POST /api/notifications/test",
                        "POST /api/silences"),
                calls().stream().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void callWithoutCredentials_isUnauthorized(String call) {
        String[] parts = call.split(" ");
        given().contentType("text/plain")
                .request(parts[0], parts[1].replace("{id}", "1"))
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Basic realm=\"Authwatch\""))
                .contentType("application/json")
                .body("error", equalTo("expected the user admin and its password, by HTTP basic"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/nothing",
                "/q",
                "/q/health",
                "/q/health/live",
                "/q/metrics",
                "/q/dev-ui",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/arc/beans",
                "/favicon.ico",
                "/index.html",
                "/api/events/",
                "/API/events"
            })
    void unknownPathWithoutCredentials_isUnauthorizedToo(String path) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE")) {
            int status = given().request(method, path).statusCode();
            assertEquals(401, status, method + " " + path);
        }
    }

    @Test
    void bodyWithoutCredentials_isUnauthorized_howeverLong() {
        given().contentType("text/plain")
                .body(new byte[9 << 20])
                .post("/api/explain")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin:wrong-password",
                "root:" + WebProfile.PASSWORD,
                "admin:",
                ":",
                "admin",
                "ADMIN:" + WebProfile.PASSWORD
            })
    void wrongCredentials_areRefused(String pair) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        assertEquals(401, status("GET /api/events HTTP/1.1", "Authorization: Basic " + encoded));
    }

    @Test
    void brokenCredentials_areRefused() throws IOException {
        assertEquals(401, status("GET /api/events HTTP/1.1", "Authorization: Basic !!!"));
        assertEquals(401, status("GET /api/events HTTP/1.1", "Authorization: Bearer x"));
        assertEquals(401, status("GET /api/events HTTP/1.1", "Authorization: Basic"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/events;x",
                "/;/api/events",
                "/api;a=b/events",
                "/api%2fevents",
                "/api%2Fevents",
                "/api/events%3b",
                "/api%5cevents",
                "/api\\events",
                "//api/events",
                "/api//events",
                "/./api/events",
                "/x/../api/events",
                "/api/events/..",
                "/api/%2e%2e/api/events",
                "/api/..;/api/events",
                "/%252e/api",
                "/api/events%00",
                "http://other/api/events"
            })
    void ambiguousPath_isRefused_withAndWithoutCredentials(String path) throws IOException {
        assertEquals(400, status("GET " + path + " HTTP/1.1", "X-Nothing: x"), path);
        assertEquals(400, status("GET " + path + " HTTP/1.1", authorization()), path);
    }

    @Test
    void ambiguousCharacters_inTheQuery_areFine() throws IOException {
        assertEquals(200, status("GET /api/events?host=a%2fb;c//d HTTP/1.1", authorization()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void requestOfAnotherSite_changesNothing(String header) throws IOException {
        assertEquals(
                403, status("POST /api/notifications/test HTTP/1.1", authorization(), "Content-Length: 0", header));
    }

    @Test
    void requestOfOurOwnPage_isTaken() throws IOException {
        assertEquals(
                200,
                status(
                        "POST /api/explain HTTP/1.1",
                        authorization(),
                        "Content-Type: text/plain",
                        "Content-Length: 0",
                        "Origin: http://" + root.getAuthority(),
                        "Sec-Fetch-Site: same-origin"));
    }

    @Test
    void hugeHeaders_areRefused() throws IOException {
        int status = status("GET /api/events HTTP/1.1", "X-Huge: " + "x".repeat(64 << 10));
        assertTrue(status == 431 || status == 400, "status " + status);
    }

    @Test
    void errors_tellNoStackAndNoSecret() {
        for (String path : List.of("/api/events?limit=x", "/nothing", "/api/explain")) {
            String body = given().auth()
                    .preemptive()
                    .basic("admin", WebProfile.PASSWORD)
                    .get(path)
                    .body()
                    .asString();
            assertFalse(body.contains("canary") || body.contains("\tat ") || body.contains("Exception"), body);
        }
    }

    private String authorization() {
        String pair = "admin:" + WebProfile.PASSWORD;
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends exactly these octets: a client library would mend the path first. */
    private int status(String request, String... headers) throws IOException {
        String head = request + "\r\nHost: " + root.getAuthority() + "\r\nConnection: close\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = socket.getInputStream();
            String line = new String(answer.readNBytes(12), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(line.substring(9, 12));
        }
    }
}
