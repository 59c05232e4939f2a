package io.authwatch.pushover;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

/** The two calls of pushover.net/api that are used. An answer of any status is a {@link Response}, never an exception. */
@Path("/1")
public interface PushoverApi {
    /** Sends one message. The secrets are in the body and nowhere else. */
    @POST
    @Path("/messages.json")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Uni<Response> send(MultivaluedMap<String, String> fields);

    /**
     * Asks for the message quota, which costs none. The token goes in the query because the page offers no other way
     * (pushover.net/api, "Checking limits"); hence the address of a request must never be logged.
     */
    @GET
    @Path("/apps/limits.json")
    Uni<Response> limits(@QueryParam("token") String token);
}
