package io.authwatch.notify;

import io.authwatch.alert.SafeText;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, where, from where, in one sentence: all sentences that tell an event stand in this file.
 *
 * <p>A sentence is a template. Between braces stands a field of the event, or {@code from} and {@code by}, which are
 * empty for an event that does not know them. What is filled in is never looked at again, so a user named
 * <code>{host}</code> stays that.
 */
final class Headline {
    /** The most of the longest log text in a sentence. */
    private static final int MESSAGE_MAX = 120;

    private Headline() {}

    /** The sentence for {@code event}, each name in it at most {@code nameMax} code points. */
    static String of(AuthEvent event, int nameMax) {
        String template = event.isOwn() ? "{message}" : template(event.action(), event.outcome());
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            text.append(template, at, open).append(fill(template.substring(open + 1, close), event, nameMax));
            at = close + 1;
        }
        return text.append(template, at, template.length()).toString();
    }

    private static String fill(String slot, AuthEvent event, int nameMax) {
        return switch (slot) {
            case "from" -> prefixed(" from ", origin(event), nameMax);
            case "by" -> prefixed(" by ", event.get(Field.USER), nameMax);
            case "with" -> prefixed(" with ", event.program(), nameMax);
            case "user" -> named(actor(event), "somebody", nameMax);
            case "target" -> named(event.get(Field.TARGET), "somebody else", nameMax);
            case "account" -> named(event.get(Field.TARGET), "(no name)", nameMax);
            case "group" -> named(event.get(Field.GROUP), "(no name)", nameMax);
            case "program" -> named(event.program(), "A program", nameMax);
            case "peer" -> SafeText.of(event.peer(), nameMax);
            case "host" -> SafeText.of(event.host(), nameMax);
            case "message" -> named(event.message(), "", MESSAGE_MAX);
            default -> throw new IllegalStateException("no slot named " + slot);
        };
    }

    /** Of a login that names nobody, whom they became. */
    private static @Nullable String actor(AuthEvent event) {
        String user = event.get(Field.USER);
        return user == null && event.action() == AuthAction.LOGIN ? event.get(Field.TARGET) : user;
    }

    private static @Nullable String origin(AuthEvent event) {
        String source = event.get(Field.SOURCE);
        return source != null ? source : event.get(Field.DOMAIN);
    }

    private static String prefixed(String prefix, @Nullable String value, int nameMax) {
        return value == null ? "" : prefix + SafeText.of(value, nameMax);
    }

    private static String named(@Nullable String value, String otherwise, int nameMax) {
        if (value == null) {
            return otherwise;
        }
        String safe = SafeText.of(value, nameMax);
        return safe.isBlank() ? "(blank)" : safe;
    }

    private static String template(AuthAction action, Outcome outcome) {
        if (outcome == Outcome.FAILURE) {
            return refusal(action);
        }
        return action == AuthAction.LOGIN && outcome == Outcome.UNKNOWN
                ? "{user} tried to log in on {host}{from}"
                : deed(action);
    }

    private static String refusal(AuthAction action) {
        return switch (action) {
            case LOGIN -> "{user} was refused on {host}{from}";
            case LOGIN_DETAIL, LOCKOUT, CONNECT_REFUSED, SOURCE_PENALTY -> deed(action);
            case ELEVATE -> "{user} was denied {target} on {host}{with}{from}";
            case PASSWORD_CHANGE -> "Password of {account} was not changed on {host}{by}";
            case USER_CREATE -> "Account {account} was not created on {host}{by}";
            case USER_CHANGE -> "Account {account} was not changed on {host}{by}";
            case USER_DELETE -> "Account {account} was not deleted on {host}{by}";
            default -> deed(action) + " (failed)";
        };
    }

    private static String deed(AuthAction action) {
        return switch (action) {
            case LOGIN -> "{user} logged in on {host}{from}";
            case LOGIN_STEP -> "{user} gave one of several factors on {host}{from}";
            case LOGIN_DETAIL -> "{user} failed to authenticate on {host}{from}";
            case LOCKOUT -> "{user} was locked out on {host}{from}";
            case LOGIN_TIMEOUT -> "A login timed out on {host}{from}";
            case CONNECT -> "A connection to {host}{from}";
            case CONNECT_CLOSED -> "A connection closed on {host}{from}";
            case CONNECT_REFUSED -> "A connection was refused on {host}{from}";
            case SOURCE_PENALTY -> "Connections are penalised on {host}{from}";
            case PROBE -> "A probe on {host}{from}";
            case NEGOTIATE_FAILED -> "A connection found no common algorithm on {host}{from}";
            case PROTOCOL_ERROR -> "A protocol error on {host}{from}";
            case DNS_MISMATCH -> "Reverse DNS does not match on {host}{from}";
            case SESSION_START -> "{user} opened a session on {host}{from}";
            case SESSION_END -> "{user} ended a session on {host}{from}";
            case SUBSYSTEM -> "{user} asked for a subsystem on {host}{from}";
            case ELEVATE -> "{user} became {target} on {host}{with}{from}";
            case USER_CREATE -> "Account {account} was created on {host}{by}";
            case USER_CHANGE -> "Account {account} was changed on {host}{by}";
            case USER_DELETE -> "Account {account} was deleted on {host}{by}";
            case GROUP_CREATE -> "Group {group} was created on {host}{by}";
            case GROUP_CHANGE -> "Group {group} was changed on {host}{by}";
            case GROUP_DELETE -> "Group {group} was deleted on {host}{by}";
            case GROUP_MEMBER_ADD -> "{account} was added to group {group} on {host}{by}";
            case GROUP_MEMBER_REMOVE -> "{account} was removed from group {group} on {host}{by}";
            case PASSWORD_CHANGE -> "Password of {account} was changed on {host}{by}";
            case CRONTAB_CHANGE -> "{user} changed a crontab on {host}";
            case CRON_RUN -> "cron ran a command of {user} on {host}";
            case SERVICE_START -> "{program} started on {host}";
            case SERVICE_ERROR -> "{program} reported an error on {host}";
            case LOG_LOSS -> "{host} lost log messages";
            case REPEATED -> "A message was repeated on {host}";
            case CONTINUATION -> "A message was continued on {host}";
            case HOST_MOVED -> "{host} was claimed from a new address, {peer}";
            case OTHER -> "{program} on {host}: {message}";
        };
    }
}
