package io.authwatch;

import io.authwatch.config.StartRefused;
import io.authwatch.config.Startup;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where the program begins: a wrong setting ends it here, with one clear line. */
@QuarkusMain
public final class Main {
    /** EX_CONFIG of sysexits.h. */
    private static final int WRONG_CONFIGURATION = 78;

    private Main() {}

    /** Checks the settings, then runs until it is told to stop. */
    public static void main(String... arguments) {
        // Before the first class of TLS is loaded: no sender may make us negotiate anew for ever.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        try {
            Logger log = Logger.getLogger(Main.class);
            Startup.check(System.getenv()).forEach(log::warn);
        } catch (StartRefused e) {
            System.exit(refuse(e.reasons()));
        }
        Quarkus.run(null, Main::ended, arguments);
    }

    private static void ended(int code, @Nullable Throwable cause) {
        if (cause == null) {
            System.exit(code);
        }
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof StartRefused refused) {
                System.exit(refuse(refused.reasons()));
            }
        }
        Logger.getLogger(Main.class).error("The start failed", cause);
        System.exit(code);
    }

    private static int refuse(List<String> reasons) {
        reasons.forEach(reason -> System.err.println("Authwatch does not start: " + reason));
        return WRONG_CONFIGURATION;
    }
}
