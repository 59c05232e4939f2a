package io.authwatch.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** An HTTP address that whoever knows it can use: never shown. */
@SuppressWarnings("serial") // Converter is Serializable; nobody writes one.
public final class SecretAddress extends Kind<Secret> {
    private static final int CHARACTERS_MAX = 2_000;

    /** The kind. */
    public SecretAddress() {
        super("web address", "an https or http address without user and fragment");
    }

    @Override
    public @Nullable Secret convert(String written) {
        String text = written.strip();
        try {
            URI address = new URI(text);
            boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
            boolean bare = address.getRawUserInfo() == null && address.getRawFragment() == null;
            return web && bare && address.getHost() != null && text.length() <= CHARACTERS_MAX
                    ? new Secret(text)
                    : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    @Override
    boolean secret() {
        return true;
    }
}
