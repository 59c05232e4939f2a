package io.authwatch.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authwatch.alert.Silence;
import io.authwatch.alert.Standing;
import io.authwatch.pipeline.Silencer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Quiet until a stated end: for a rule, a host, a source, a user, or everything. */
@Path("/api/silences")
@RolesAllowed(AdminIdentityProvider.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class SilencesResource {
    private static final int BODY_OCTETS_MAX = 16 << 10;

    private final Silencer silencer;
    private final ObjectMapper json;

    SilencesResource(Silencer silencer, ObjectMapper json) {
        this.silencer = silencer;
        this.json = json;
    }

    /** All silences that have not ended, the newest first. */
    @GET
    public List<SilenceJson> silences() {
        return silencer.silences().stream()
                .map(standing -> SilenceJson.of(standing, null))
                .toList();
    }

    /** Puts a silence in force; answers it, with what it would have muted in the last 24 hours. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<SilenceJson> silence(InputStream body) throws IOException {
        Silence asked = SilenceBody.read(read(body), silencer.rules(), silencer.now());
        SilenceJson.Preview preview = SilenceJson.Preview.of(silencer.preview(asked));
        boolean begins = !asked.start().isAfter(silencer.now());
        return silencer.silence(asked)
                .thenApply(silence -> silence.map(
                                durable -> SilenceJson.of(new Standing(durable, begins, 0, 0), preview))
                        .orElseThrow(() -> Failure.refuse(
                                409,
                                "there are " + Silence.SILENCES_MAX
                                        + " silences; expected one of them to be deleted first")));
    }

    private JsonNode read(InputStream body) throws IOException {
        byte[] octets = body.readNBytes(BODY_OCTETS_MAX + 1);
        if (octets.length > BODY_OCTETS_MAX) {
            throw Failure.refuse(413, "the body is too long; expected at most " + BODY_OCTETS_MAX + " octets");
        }
        try {
            return json.readTree(octets);
        } catch (JacksonException e) {
            throw Failure.refuse(400, "the body is no JSON; expected an object such as {\"rule\": \"guessing\", …}");
        }
    }

    /** Ends a silence before its time; what it held back is told. */
    @DELETE
    public CompletionStage<Void> unsilence(@QueryParam("id") @Nullable String id) {
        return silencer.unsilence(number(id)).thenAccept(known -> {
            if (!known) {
                throw Failure.refuse(404, "there is no silence of this id; expected one that GET lists");
            }
        });
    }

    /** The same, by its place. */
    @DELETE
    @Path("/{id}")
    public CompletionStage<Void> unsilenceAt(@PathParam("id") String id) {
        return unsilence(id);
    }

    private static long number(@Nullable String id) {
        boolean digits = id != null && id.matches("[0-9]{1,18}");
        if (!digits) {
            throw Failure.refuse(
                    400, "id is missing or no number; expected DELETE /api/silences/7 or /api/silences?id=7");
        }
        return Long.parseLong(id);
    }
}
