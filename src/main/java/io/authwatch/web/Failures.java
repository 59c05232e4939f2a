package io.authwatch.web;

import com.fasterxml.jackson.core.JacksonException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Everything that goes wrong in a request, as one clear line of JSON. */
class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    /** Ours keep their text; those of the framework get one that says what was expected. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        Response response = refusal.getResponse();
        return response.getEntity() instanceof Failure
                ? response
                : Failure.response(response.getStatus(), expected(response.getStatus()));
    }

    /** RFC 9110 section 15.5.6 wants the header Allow. */
    @ServerExceptionMapper
    Response wrongMethod(NotAllowedException refusal, ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        boolean posted = path.endsWith("/explain") || path.endsWith("/test");
        String allowed = path.endsWith("/silences")
                ? "GET, HEAD, POST, DELETE, OPTIONS"
                : posted ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
        Failure failure = new Failure(request.getMethod() + " does nothing here; expected one of " + allowed);
        return Response.status(refusal.getResponse().getStatus())
                .header(HttpHeaders.ALLOW, allowed)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(failure)
                .build();
    }

    @ServerExceptionMapper
    Response malformed(JacksonException malformed) {
        return Failure.response(400, "the body is no JSON that can be read here");
    }

    /** Our own mistake: the caller gets the number under which the log tells the rest. */
    @ServerExceptionMapper
    Response broken(RuntimeException mistake) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(mistake, "A request failed by a mistake of ours: id=%s", id);
        return Failure.response(500, "a mistake in Authwatch; its log tells more under " + id);
    }

    private static String expected(int status) {
        return switch (status) {
            case 400 -> "the request cannot be read";
            case 403 -> "this is not for this user";
            case 404 -> "there is nothing here; expected a path such as /api/events";
            case 406 -> "expected an Accept header that takes JSON";
            case 413 -> "the body is too long";
            case 415 ->
                "expected another content type: /api/explain takes text/plain"
                        + " (with curl: -H 'Content-Type: text/plain' --data-binary @file),"
                        + " /api/silences application/json";
            default -> "the request was refused with status " + status;
        };
    }
}
