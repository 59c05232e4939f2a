package io.authwatch.syslog;

/** Reads timestamps. */
public final class Timestamps {
    private Timestamps() {}
}
