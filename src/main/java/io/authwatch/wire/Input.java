package io.authwatch.wire;

/** The kind of door a message came in by; its label is the {@code input} label of the metrics. */
public enum Input {
    UDP("udp"),
    TCP("tcp"),
    TLS("tls"),
    RELP("relp"),
    FILE("file"),
    JOURNAL("journal");

    private final String label;

    Input(String label) {
        this.label = label;
    }

    /** The name in metrics and in the API, lower case. */
    public String label() {
        return label;
    }
}
