package io.authwatch.pushover;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what this process logs at any level, exceptions with their traces included. */
final class EverythingLogged extends Handler implements AutoCloseable {
    private final StringBuilder text = new StringBuilder();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();

    private EverythingLogged() {
        setLevel(Level.ALL);
    }

    static EverythingLogged start() {
        EverythingLogged log = new EverythingLogged();
        log.root.addHandler(log);
        log.root.setLevel(Level.ALL);
        return log;
    }

    synchronized String text() {
        return text.toString();
    }

    @Override
    public synchronized void publish(LogRecord record) {
        // The fake's own words: what it received is no leak of ours.
        String logger = String.valueOf(record.getLoggerName()).toLowerCase(Locale.ROOT);
        if (logger.contains("jetty") || logger.contains("wiremock")) {
            return;
        }
        text.append(logger).append(' ').append(record.getMessage()).append(' ');
        if (record.getParameters() != null) {
            for (Object parameter : record.getParameters()) {
                text.append(parameter).append(' ');
            }
        }
        if (record.getThrown() != null) {
            StringWriter trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace));
            text.append(trace);
        }
        text.append('\n');
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
    }
}
