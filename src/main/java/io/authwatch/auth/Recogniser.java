package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;

/**
 * Knows what one program writes. Stateless, and total: any octets whatever give an answer, in time linear in their
 * number, and never an exception.
 */
public interface Recogniser {
    /** Its name, for {@code explain}: the program's. */
    String name();

    /**
     * Says in {@code view} what {@code message} tells; leaves it {@code other} if the shape is unknown.
     *
     * @param message the message; its program name is known to be this recogniser's
     * @param view lies over the same octets, and says {@code other}
     */
    void recognise(SyslogMessage message, AuthView view);
}
