package io.authwatch.pushover;

import io.authwatch.notify.Delivery;
import io.authwatch.notify.Delivery.Later;
import io.authwatch.notify.DeliveryReason;
import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.TimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What it means that no answer came. The words are ours: an exception's own may hold the address of the request, and so
 * the token.
 */
final class Failures {
    /** How deep an exception is looked into. */
    private static final int CAUSES_MAX = 10;

    private Failures() {}

    static Delivery delivery(Throwable failure, Duration patience) {
        if (caused(failure, TimeoutException.class) || caused(failure, java.util.concurrent.TimeoutException.class)) {
            String detail = "no answer within " + patience.toSeconds() + " s; it may have arrived";
            return new Later(DeliveryReason.TIMEOUT, null, detail, null);
        }
        return new Later(DeliveryReason.UNREACHABLE, null, unreachable(failure), null);
    }

    private static String unreachable(Throwable failure) {
        if (caused(failure, SSLException.class)) {
            return "no trusted TLS connection: check the certificate, the name in it and the clock";
        }
        if (caused(failure, UnknownHostException.class)) {
            return "the host name was not found: check DNS";
        }
        if (caused(failure, ConnectTimeoutException.class) || caused(failure, NoRouteToHostException.class)) {
            return "no connection within " + PushoverLimits.CONNECT_TIMEOUT.toSeconds() + " s: check the way out";
        }
        return caused(failure, ConnectException.class)
                ? "the connection was refused"
                : "the connection broke before an answer came (" + kind(failure) + "); it may have arrived";
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
        @Nullable Throwable cause = failure;
        for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
            if (kind.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The innermost exception's class, which is the part of it that cannot hold a secret. */
    private static String kind(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < CAUSES_MAX; i++) {
            Throwable next = cause.getCause();
            if (next == null) {
                break;
            }
            cause = next;
        }
        return cause.getClass().getSimpleName();
    }
}
