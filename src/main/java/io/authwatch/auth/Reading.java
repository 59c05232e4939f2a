package io.authwatch.auth;

import io.authwatch.syslog.LatestStamp;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.syslog.SyslogParser;
import io.authwatch.wire.Origin;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The first two steps, for one thread: frame → message → event, as views that are filled anew for every frame. A copy is
 * made only where somebody asks for the {@link #event}.
 */
public final class Reading {
    private final SyslogParser parser = new SyslogParser();
    private final SyslogMessage message = new SyslogMessage();
    private final AuthView view = new AuthView();
    private final Recognisers recognisers;
    private final LatestStamp stamps;

    /**
     * @param zone the zone of timestamps that name none
     */
    public Reading(Recognisers recognisers, ZoneId zone) {
        this.recognisers = recognisers;
        this.stamps = new LatestStamp(zone);
    }

    /** Parses a frame; what the views held before is gone. */
    public SyslogMessage parse(byte[] array, int from, int to, boolean cut) {
        parser.parse(array, from, to, cut, message);
        return message;
    }

    /** Recognises the message that was parsed last. */
    public AuthView recognise() {
        recognisers.recognise(message, view);
        return view;
    }

    public SyslogMessage message() {
        return message;
    }

    public AuthView view() {
        return view;
    }

    /** A copy of what was recognised last. */
    public AuthEvent event(Origin origin, String host, Instant received) {
        String program = message.program();
        return new AuthEvent(
                0,
                received,
                stamps.stamped(message, received),
                origin.input(),
                host,
                origin.peer(),
                origin.verified(),
                message.facilityCode(),
                message.severityCode(),
                program == null ? null : Programs.normalised(program),
                message.pid(),
                view.action(),
                view.outcome(),
                view.count(),
                view.suspicious(),
                view.attributes(),
                message.text(),
                message.octets().string());
    }
}
