package io.authwatch.config;

import io.authwatch.pipeline.SelfAlert;
import org.jspecify.annotations.Nullable;

/** The name of something that Authwatch tells of itself. */
@SuppressWarnings("serial") // Converter is Serializable; nobody writes one.
public final class SelfAlertName extends Kind<SelfAlert> {
    /** The kind. */
    public SelfAlertName() {
        super("alert of Authwatch's own", "names, separated by commas, of " + String.join(", ", SelfAlert.labels()));
    }

    @Override
    public @Nullable SelfAlert convert(String written) {
        String text = written.strip();
        return SelfAlert.named(text).orElse(null);
    }
}
