package io.authwatch.source;

import io.authwatch.testkit.RelpSender;
import io.authwatch.wire.Input;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;

/** A RELP source on a loopback port. */
abstract class RelpFixture extends TcpFixture {
    Resends resends = resends(clock);

    /** A memory with the limits that a start without settings has. */
    static Resends resends(SteppedClock clock) {
        return new Resends(clock.clocks().nanos(), new Resends.Limits(8_000, 500), () -> {});
    }

    @BeforeEach
    void speakRelp() {
        input = Input.RELP;
        conversations = Conversations.relp("authwatch,1.0", resends);
        origins = OriginFactory.RELP;
    }

    /** A sender with a session that is open. */
    RelpSender sender() throws IOException {
        return new RelpSender(connect()).open();
    }

    /** Sends, and reads the answer. */
    static void deliver(RelpSender sender, String message) throws IOException {
        int transaction = sender.send(message);
        String answer = sender.answer();
        if (!answer.equals(transaction + " rsp 200 OK")) {
            throw new IOException(answer);
        }
    }
}
