package io.authwatch.web;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Ecs;
import io.authwatch.pipeline.Inquiry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Events as they are decided: server-sent events, one ECS document each, looked for once a second. */
@Path("/api/events/stream")
@RolesAllowed(AdminIdentityProvider.ADMIN)
public class StreamResource {
    private static final int SUBSCRIBERS_MAX = 16;
    /** Of a storm the newest are shown; the list has them all. */
    private static final int EVENTS_A_SECOND_MAX = 100;

    private static final long HEARTBEAT_SECONDS = 15;

    private final Inquiry inquiry;
    private final AtomicInteger subscribers = new AtomicInteger();

    StreamResource(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@QueryParam("host") @Nullable String host, @Context Sse sse) {
        String wanted = Page.host(host);
        if (subscribers.incrementAndGet() > SUBSCRIBERS_MAX) {
            subscribers.decrementAndGet();
            throw Failure.refuse(503, "too many streams are open; expected at most " + SUBSCRIBERS_MAX);
        }
        Feed feed = new Feed(wanted, sse);
        return Multi.createFrom()
                .ticks()
                .every(Duration.ofSeconds(1))
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToIterable(feed::turn)
                .onTermination()
                .invoke(subscribers::decrementAndGet);
    }

    /** What one subscriber has seen; its turns come one after the other. */
    private final class Feed {
        private final @Nullable String host;
        private final Sse sse;
        private long seen = -1;

        Feed(@Nullable String host, Sse sse) {
            this.host = host;
            this.sse = sse;
        }

        List<OutboundSseEvent> turn(long tick) {
            List<OutboundSseEvent> events = new ArrayList<>();
            for (AuthEvent event : newer()) {
                events.add(sse.newEventBuilder()
                        .id(Long.toString(event.id()))
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(Ecs.document(event))
                        .build());
            }
            if (tick % HEARTBEAT_SECONDS == 0) {
                events.add(sse.newEventBuilder().comment("still here").build());
            }
            return events;
        }

        private List<AuthEvent> newer() {
            List<AuthEvent> newest = inquiry.events(Long.MAX_VALUE, host, seen < 0 ? 1 : EVENTS_A_SECOND_MAX);
            long before = seen;
            seen = newest.isEmpty() ? Math.max(seen, 0) : newest.get(0).id();
            List<AuthEvent> newer = new ArrayList<>();
            for (AuthEvent event : newest) {
                if (before >= 0 && event.id() > before) {
                    newer.add(event);
                }
            }
            Collections.reverse(newer);
            return newer;
        }
    }
}
