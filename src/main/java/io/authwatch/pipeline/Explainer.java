package io.authwatch.pipeline;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.AuthView;
import io.authwatch.auth.Reading;
import io.authwatch.rule.RuleSet;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says what one line would be, by the same steps, and changes nothing. One thread at a time. */
final class Explainer {
    /** A longer line is read as a frame of this length would be: its end is gone. */
    private static final int LINE_OCTETS_MAX = 65_536;

    private final Reading reading;
    private final Origin origin;

    /**
     * @param localHost the host of lines that name none
     */
    Explainer(Reading reading, String localHost) {
        this.reading = reading;
        this.origin = new Origin.File("explain", localHost);
    }

    synchronized Explanation explain(byte[] octets, @Nullable String host, RuleSet rules, Instant now) {
        int length = Math.min(octets.length, LINE_OCTETS_MAX);
        SyslogMessage message = reading.parse(octets, 0, length, length < octets.length);
        AuthView view = reading.recognise();
        String named = message.host();
        String of = host != null ? host : named != null ? named : origin.hostOtherwise();
        AuthEvent event = reading.event(origin, of, now);
        return new Explanation(
                event, view.recogniser(), view.pattern(), reason(view, event, rules), rules.explain(event));
    }

    /** Why the line says nothing, and who calls it boring; an empty string if it says something. */
    private static String reason(AuthView view, AuthEvent event, RuleSet rules) {
        if (view.action() != AuthAction.OTHER) {
            return "";
        }
        String boring = rules.ignoredBy(event);
        return why(view, event) + (boring == null ? "" : "; ignored by logcheck: " + boring);
    }

    private static String why(AuthView view, AuthEvent event) {
        if (!view.unknown()) {
            return "the line is known, and tells of nothing that happened";
        }
        if (view.textFrom() == view.textTo()) {
            return "there is no text";
        }
        String program = event.program();
        if (program == null) {
            return "no program is named, and no PAM module wrote the text";
        }
        return view.recogniser().isEmpty()
                ? "no recogniser reads the program '" + program + "'"
                : "no shape of the recogniser '" + view.recogniser() + "' fits the text";
    }
}
