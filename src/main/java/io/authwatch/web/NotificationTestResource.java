package io.authwatch.web;

import io.authwatch.pipeline.Inquiry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends one notification, to see that the way to the phone works. */
@Path("/api/notifications/test")
@RolesAllowed(AdminIdentityProvider.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class NotificationTestResource {
    private final Inquiry inquiry;
    private final AtomicBoolean sending = new AtomicBoolean();

    NotificationTestResource(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    /** The notifier's answer, whichever it is. One at a time: each costs one message of the quota. */
    @POST
    public CompletionStage<DeliveryJson> send() {
        if (!sending.compareAndSet(false, true)) {
            throw Failure.refuse(409, "a test is on its way; expected to be asked again when it has been answered");
        }
        return inquiry.test()
                .whenComplete((delivery, failure) -> sending.set(false))
                .thenApply(DeliveryJson::of);
    }
}
