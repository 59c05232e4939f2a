package io.authwatch.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A systemd unit's name, or a pattern of names (systemd.unit(5): letters, digits, {@code :-_.\\@}; 255 at most). */
@SuppressWarnings("serial") // Converter is Serializable; nobody writes one.
public final class UnitName extends Kind<String> {
    /** None begins with a hyphen, so that none is an option. */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9:_.@*?\\\\][A-Za-z0-9:_.@*?\\\\-]{0,254}");

    /** The kind. */
    public UnitName() {
        super("unit", "units such as ssh.service or sshd@*.service, separated by commas");
    }

    @Override
    public @Nullable String convert(String written) {
        String text = written.strip();
        return SHAPE.matcher(text).matches() ? text : null;
    }
}
