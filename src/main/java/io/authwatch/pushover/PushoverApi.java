package io.authwatch.pushover;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

/** The calls of pushover.net/api that are used. An answer of any status is a {@link Response}, never an exception. */
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

    /** Asks what became of an emergency: every five seconds at most (pushover.net/api/receipts). */
    @GET
    @Path("/receipts/{receipt}.json")
    Uni<Response> receipt(@PathParam("receipt") String receipt, @QueryParam("token") String token);

    /**
     * Stops all emergencies that were sent with a tag (pushover.net/api/receipts).
     *
     * @param tag the tag as it was sent, percent-encoded: one segment of the path
     * @param fields the token
     */
    @POST
    @Path("/receipts/cancel_by_tag/{tag}.json")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Uni<Response> cancel(@Encoded @PathParam("tag") String tag, MultivaluedMap<String, String> fields);
}
