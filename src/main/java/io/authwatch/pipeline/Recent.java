package io.authwatch.pipeline;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Reading;
import io.authwatch.syslog.SyslogMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last events that are not kept durably, for the page. Any thread may ask. */
final class Recent {
    private final ArrayDeque<RestPage> pages = new ArrayDeque<>();
    private final Reading reading;
    private final Identity identity;
    private final int messagesMax;
    private int messages;

    /**
     * @param messagesMax how many are held at least; 0: none
     */
    Recent(Reading reading, Identity identity, int messagesMax) {
        this.messagesMax = messagesMax;
        this.reading = reading;
        this.identity = identity;
    }

    /** Takes over the rest of a batch whose messages have their ids. */
    synchronized void add(RestPage page) {
        if (page.size() == 0 || messagesMax == 0) {
            return;
        }
        pages.addFirst(page);
        messages += page.size();
        while (messages - pages.getLast().size() >= messagesMax) {
            messages -= pages.removeLast().size();
        }
    }

    /** Events with an id below {@code before}, newest first. */
    synchronized List<AuthEvent> events(long before, @Nullable String host, int limit) {
        List<AuthEvent> found = new ArrayList<>();
        Iterator<RestPage> newestFirst = pages.iterator();
        while (newestFirst.hasNext() && found.size() < limit) {
            RestPage page = newestFirst.next();
            for (int i = page.size() - 1; i >= 0 && found.size() < limit; i--) {
                if (page.id(i) < before) {
                    AuthEvent event = event(page, i);
                    if (host == null || host.equals(event.host())) {
                        found.add(event);
                    }
                }
            }
        }
        return found;
    }

    private AuthEvent event(RestPage page, int index) {
        SyslogMessage message = reading.parse(page.octets(), page.from(index), page.to(index), false);
        reading.recognise();
        String host = identity.host(page.origin(index), message);
        return reading.event(page.origin(index), host, page.received()).withId(page.id(index));
    }
}
