package io.authwatch.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The body of every answer that is no success.
 *
 * @param error one clear line: what was wrong, and what was expected
 */
public record Failure(String error) {
    /** Ends a request of the client's making. */
    static WebApplicationException refuse(int status, String error) {
        return new WebApplicationException(error, response(status, error));
    }

    static Response response(int status, String error) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new Failure(error))
                .build();
    }

    /** Ends a request that did not get as far as a resource. */
    static void end(RoutingContext context, int status, String error) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .end(new JsonObject().put("error", error).encode());
    }
}
