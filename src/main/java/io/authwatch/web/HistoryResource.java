package io.authwatch.web;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import io.authwatch.auth.Ecs;
import io.authwatch.pipeline.Inquiry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was seen and what was made of it: JSON arrays, newest first. */
@Path("/api")
@RolesAllowed(AdminIdentityProvider.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {
    private final Inquiry inquiry;

    HistoryResource(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    /** Events as ECS documents, {@code event.id} being what {@code before} takes. */
    @GET
    @Path("events")
    public List<Map<String, Object>> events(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("host") @Nullable String host,
            @QueryParam("before") @Nullable String before) {
        Page page = Page.of(limit, host, before);
        return inquiry.events(page.beforeEvent(), page.host(), page.limit()).stream()
                .map(Ecs::document)
                .toList();
    }

    @GET
    @Path("alerts")
    public List<AlertJson> alerts(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("host") @Nullable String host,
            @QueryParam("before") @Nullable String before) {
        Page page = Page.of(limit, host, before);
        List<Alert> alerts = inquiry.alerts(page.before(), page.host(), page.limit());
        Map<String, Acknowledgement> seen =
                inquiry.acknowledged(alerts.stream().map(Alert::id).toList());
        return alerts.stream()
                .map(alert -> AlertJson.of(alert, seen.get(alert.id())))
                .toList();
    }

    @GET
    @Path("notifications")
    public List<NotificationJson> notifications(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("host") @Nullable String host,
            @QueryParam("before") @Nullable String before) {
        Page page = Page.of(limit, host, before);
        return inquiry.notifications(page.before(), page.host(), page.limit()).stream()
                .map(NotificationJson::of)
                .toList();
    }

    @GET
    @Path("hosts")
    public List<HostJson> hosts(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("host") @Nullable String host,
            @QueryParam("before") @Nullable String before) {
        Page page = Page.of(limit, host, before);
        return inquiry.hosts(page.before(), page.host(), page.limit()).stream()
                .map(HostJson::of)
                .toList();
    }
}
