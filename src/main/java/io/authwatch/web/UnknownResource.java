package io.authwatch.web;

import io.authwatch.pipeline.Inquiry;
import io.authwatch.pipeline.UnknownShape;
import io.authwatch.pipeline.UnknownShape.Order;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of lines that no recogniser could read: what Authwatch does not understand yet. */
@Path("/api/unknown")
@RolesAllowed(AdminIdentityProvider.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class UnknownResource {
    private final Inquiry inquiry;

    UnknownResource(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    /** All of them fit into one answer, so there is no {@code before}. */
    @GET
    public List<UnknownShape> unknown(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("host") @Nullable String host,
            @QueryParam("order") @Nullable String order) {
        Page page = Page.of(limit, host, null);
        return inquiry.unknown(order(order), page.host(), page.limit());
    }

    private static Order order(@Nullable String text) {
        if (text == null || text.isEmpty() || text.equals("newest")) {
            return Order.NEWEST;
        }
        if (text.equals("frequent")) {
            return Order.FREQUENT;
        }
        throw Failure.refuse(400, "order is unknown; expected newest or frequent");
    }
}
