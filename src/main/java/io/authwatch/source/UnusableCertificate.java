package io.authwatch.source;

/** A file of {@link TlsSettings} holds nothing that could be used; the message says why in one line, and never quotes it. */
public final class UnusableCertificate extends Exception {
    private static final long serialVersionUID = 1;

    private final String key;

    UnusableCertificate(String key, String why) {
        super(why);
        this.key = key;
    }

    /** The last part of the setting's name: {@code certificate}, {@code key} or {@code ca}. */
    public String key() {
        return key;
    }
}
