package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import java.util.List;

/**
 * Knows what one program writes. Stateless, and total: any octets whatever give an answer, in time linear in their
 * number, and never an exception.
 */
public interface Recogniser {
    /** Its name, for {@code explain}: the program's. */
    String name();

    /** The names of the programs whose messages it reads, exactly as they write them. */
    default List<String> programs() {
        return List.of(name());
    }

    /**
     * Says in {@code view} what {@code message} tells; leaves it {@code other} if the shape is unknown.
     *
     * @param message the message; its program name is known to be this recogniser's
     * @param view lies over the same octets, and says {@code other}; its {@link AuthView#textFrom} and
     *     {@link AuthView#textTo} bound the text to read, which is the message's without its wrapping
     */
    void recognise(SyslogMessage message, AuthView view);
}
