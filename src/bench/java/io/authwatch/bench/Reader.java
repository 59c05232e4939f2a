package io.authwatch.bench;

import io.authwatch.auth.Attempts;
import io.authwatch.auth.AuthView;
import io.authwatch.auth.Recognisers;
import io.authwatch.syslog.SyslogMessage;
import io.authwatch.syslog.SyslogParser;

/** Frame to event, as a lane of the pipeline has it for its thread. */
final class Reader {
    private final SyslogParser parser = new SyslogParser();
    private final SyslogMessage message = new SyslogMessage();
    private final Recognisers recognisers = Recognisers.standard();
    private final AuthView view = new AuthView();
    private final Attempts attempts = new Attempts();

    /** Parses one line. */
    SyslogMessage parse(byte[] line) {
        parser.parse(line, 0, line.length, false, message);
        return message;
    }

    /** Parses and recognises one line. */
    AuthView recognise(byte[] line) {
        recognisers.recognise(parse(line), view);
        return view;
    }

    /** The same, and counts an attempt once. */
    AuthView weigh(byte[] line) {
        recognise(line);
        attempts.weigh(message, view);
        return view;
    }
}
