package io.authwatch.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What a browser finds at the root. */
@Path("/")
@RolesAllowed(AdminIdentityProvider.ADMIN)
public class FrontResource {
    @GET
    @Produces("text/html;charset=UTF-8")
    public String front() {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>Authwatch</title>
                <h1>Authwatch</h1>
                <p>Authwatch watches the auth messages of a fleet and pushes what matters to a phone.</p>
                <ul>
                <li><a href="/api/events">Events</a>
                <li><a href="/api/alerts">Alerts</a>
                <li><a href="/api/notifications">Notifications</a>
                <li><a href="/api/hosts">Hosts</a>
                </ul>
                """;
    }
}
