package io.authwatch.web;

import static io.restassured.RestAssured.given;

import io.authwatch.testkit.WebProfile;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Requests with the right password. */
final class Admin {
    private Admin() {}

    static Response explain(byte[] body, String query) {
        return admin().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("text/plain")
                .body(body)
                .post("/api/explain" + query);
    }

    static RequestSpecification admin() {
        return given().auth().preemptive().basic("admin", WebProfile.PASSWORD);
    }

    static String authorization() {
        String pair = "admin:" + WebProfile.PASSWORD;
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
