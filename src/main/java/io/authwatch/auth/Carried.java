package io.authwatch.auth;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which fields events of an action can carry, whatever program tells them: what every event has, and what the recognisers
 * find. A test holds it to them, by every line of the corpus.
 */
public final class Carried {
    /** Fields that no recogniser needs to find. */
    private static final Set<Field> ALWAYS = always();

    private Carried() {}

    /** Whether an event of the action may have the field. */
    public static boolean carries(AuthAction action, Field field) {
        return ALWAYS.contains(field) || found(action).contains(field);
    }

    private static Set<Field> always() {
        Set<Field> always = EnumSet.noneOf(Field.class);
        for (Field field : Field.values()) {
            if (!field.recognised()) {
                always.add(field);
            }
        }
        return always;
    }

    /** The fields that the recognisers find. */
    static Set<Field> found(AuthAction action) {
        return switch (action) {
            case OTHER -> of(Field.USER, Field.TARGET, Field.GROUP, Field.TTY, Field.SERVICE);
            case LOGIN ->
                of(
                        Field.USER,
                        Field.TARGET,
                        Field.SOURCE,
                        Field.PORT,
                        Field.DOMAIN,
                        Field.METHOD,
                        Field.KEY,
                        Field.TTY,
                        Field.SERVICE,
                        Field.REASON);
            case LOGIN_STEP -> of(Field.USER, Field.SOURCE, Field.PORT, Field.METHOD, Field.KEY);
            case LOGIN_DETAIL ->
                of(Field.USER, Field.SOURCE, Field.PORT, Field.DOMAIN, Field.TTY, Field.SERVICE, Field.REASON);
            case LOCKOUT -> of(Field.USER, Field.SOURCE, Field.SERVICE, Field.REASON);
            case CONNECT -> of(Field.SOURCE, Field.PORT, Field.DOMAIN, Field.SERVICE);
            case CONNECT_CLOSED, SESSION_START, SESSION_END -> of(Field.USER, Field.SOURCE, Field.PORT, Field.SERVICE);
            case CONNECT_REFUSED -> of(Field.USER, Field.SOURCE, Field.PORT, Field.METHOD, Field.SERVICE);
            case SOURCE_PENALTY -> of(Field.SOURCE);
            case LOGIN_TIMEOUT, PROBE -> of(Field.SOURCE, Field.PORT);
            case NEGOTIATE_FAILED, PROTOCOL_ERROR -> of(Field.USER, Field.SOURCE, Field.PORT);
            case DNS_MISMATCH -> of(Field.SOURCE, Field.DOMAIN);
            case SUBSYSTEM -> of(Field.USER, Field.METHOD);
            case ELEVATE ->
                of(Field.USER, Field.TARGET, Field.GROUP, Field.COMMAND, Field.DIRECTORY, Field.TTY, Field.REASON);
            case USER_CREATE, USER_CHANGE -> of(Field.TARGET, Field.REASON);
            case USER_DELETE -> of(Field.TARGET);
            case GROUP_CREATE -> of(Field.GROUP);
            case GROUP_CHANGE, GROUP_MEMBER_ADD, GROUP_MEMBER_REMOVE -> of(Field.USER, Field.TARGET, Field.GROUP);
            case GROUP_DELETE -> of(Field.TARGET, Field.GROUP);
            case PASSWORD_CHANGE -> of(Field.USER, Field.TARGET, Field.SERVICE, Field.REASON);
            case CRONTAB_CHANGE -> of(Field.USER, Field.TARGET, Field.REASON);
            case CRON_RUN -> of(Field.USER, Field.COMMAND);
            case SERVICE_START, LOG_LOSS, REPEATED, HOST_MOVED -> of();
            case SERVICE_ERROR ->
                of(Field.USER, Field.TARGET, Field.COMMAND, Field.DIRECTORY, Field.TTY, Field.SERVICE);
            case CONTINUATION -> of(Field.USER);
        };
    }

    private static Set<Field> of(Field... fields) {
        Set<Field> set = EnumSet.noneOf(Field.class);
        set.addAll(Set.of(fields));
        return set;
    }
}
