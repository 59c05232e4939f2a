package io.authwatch.rule;

import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import java.util.List;

/**
 * The key of a rule's windows, cool-downs and alerts.
 *
 * @param parts in the order in which people read them; may be empty: one key for everything
 */
public record Per(List<KeyPart> parts) {

    /** A key for each host. */
    static final Per HOST = new Per(List.of(new KeyPart(Field.HOST)));

    public Per {
        parts = List.copyOf(parts);
    }

    /** The event's values, one a part. */
    public List<String> key(AuthEvent event) {
        return KeyPart.values(parts, event);
    }

    /** The place of the host in the key, or -1: then hosts share its windows. */
    int hostAt() {
        return KeyPart.hostAt(parts);
    }

    /** {@code host, source}. */
    @Override
    public String toString() {
        return KeyPart.listed(parts);
    }
}
