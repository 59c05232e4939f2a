package io.authwatch.syslog;

/** Frame to message: never throws, never drops. */
public final class SyslogParser {
    /**
     * Parses {@code array[from..to)} into {@code message}.
     *
     * @param cut whether the frame's end is gone
     */
    public void parse(byte[] array, int from, int to, boolean cut, SyslogMessage message) {
        message.over(array, from, to);
    }
}
