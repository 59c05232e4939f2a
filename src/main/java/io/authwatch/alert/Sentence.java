package io.authwatch.alert;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import org.jspecify.annotations.Nullable;

/** One line that tells an event to people: who, what, where, from where. Safe to show whatever the log line held. */
public final class Sentence {
    /** The most code points of a name, an address or a reason. */
    private static final int NAME_MAX = 80;
    /** The most code points of a command. */
    private static final int COMMAND_MAX = 160;
    /** The most code points of the line. */
    private static final int LINE_MAX = 400;

    private final AuthEvent event;
    private final StringBuilder line = new StringBuilder();

    private Sentence(AuthEvent event) {
        this.event = event;
    }

    /** The line; at most 400 code points. */
    public static String of(AuthEvent event) {
        return SafeText.of(new Sentence(event).tell(), LINE_MAX);
    }

    private String tell() {
        if (event.isOwn()) {
            return event.message();
        }
        switch (event.action()) {
            case LOGIN -> login();
            case ELEVATE -> elevate();
            case LOCKOUT -> say(who()).say(" is locked out").where();
            case HOST_MOVED -> say(name(Field.HOST)).say(" was claimed by ").say(name(Field.PEER));
            default -> other();
        }
        return line.toString();
    }

    private void login() {
        switch (event.outcome()) {
            case SUCCESS -> say(who()).say(" logged in").where().with(" by ", Field.METHOD);
            case FAILURE -> say("login of ").say(who()).say(" refused").where().with(": ", Field.REASON);
            case UNKNOWN -> say("login of ").say(who()).where();
        }
    }

    private void elevate() {
        String target = event.get(Field.TARGET) == null ? "somebody else" : name(Field.TARGET);
        switch (event.outcome()) {
            case SUCCESS -> say(who()).say(" became ").say(target);
            case FAILURE -> say(who()).say(" was refused to become ").say(target);
            case UNKNOWN -> say(who()).say(" asked to become ").say(target);
        }
        where().with(" by ", Field.PROGRAM).with(" (", Field.REASON, ")");
        String command = event.get(Field.COMMAND);
        if (command != null) {
            say(": ").say(SafeText.of(command, COMMAND_MAX));
        }
    }

    private void other() {
        say(event.action().label().replace('-', ' '));
        switch (event.outcome()) {
            case SUCCESS, UNKNOWN -> {}
            case FAILURE -> say(" failed");
        }
        with(" of ", Field.TARGET)
                .with(" in group ", Field.GROUP)
                .with(" by ", Field.USER)
                .where();
    }

    private Sentence where() {
        say(" on ").say(name(Field.HOST));
        return event.get(Field.SOURCE) != null ? with(" from ", Field.SOURCE) : with(" from ", Field.DOMAIN);
    }

    /** Of a login that names nobody, whom they became. */
    private String who() {
        if (event.get(Field.USER) == null && event.action() == AuthAction.LOGIN && event.get(Field.TARGET) != null) {
            return name(Field.TARGET);
        }
        return event.get(Field.USER) == null ? "somebody" : name(Field.USER);
    }

    private Sentence with(String before, Field field) {
        return with(before, field, "");
    }

    private Sentence with(String before, Field field, String after) {
        return event.get(field) == null ? this : say(before).say(name(field)).say(after);
    }

    private String name(Field field) {
        @Nullable String value = event.get(field);
        return value == null ? "-" : SafeText.of(value, NAME_MAX);
    }

    private Sentence say(String text) {
        line.append(text);
        return this;
    }
}
