package io.authwatch.source;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/**
 * What went wrong with TLS, as a person understands it. What stands before the first colon names the kind and holds
 * nothing of the sender's.
 */
final class TlsFault {
    static final String NO_CERTIFICATE = "no client certificate was shown: authwatch.tls.client-auth requires one";

    private TlsFault() {}

    /** The text of a failure. */
    static String of(Throwable failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientTrust.Refused refused) {
                return String.valueOf(refused.getMessage());
            }
            if (cause instanceof NotSslRecordException) {
                return "no TLS handshake came to a TLS port: send TLS, or to the plain port";
            }
            if (cause instanceof SslHandshakeTimeoutException) {
                return "the TLS handshake was not done within " + SourceLimits.TLS_HANDSHAKE.toSeconds() + " s";
            }
            last = cause;
        }
        return last instanceof ClosedChannelException
                ? "the connection was closed during the TLS handshake"
                : text(String.valueOf(last.getMessage()));
    }

    /** The JDK's words for what it found, or was told by the other side, in ours. */
    private static String text(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("empty client certificate chain") || lower.contains("empty server certificate chain")) {
            return NO_CERTIFICATE;
        }
        if (lower.contains("no cipher suites in common")) {
            return "no cipher suite in common: taken are those of TLS 1.3, and ECDHE with AES-GCM or ChaCha20 of TLS 1.2";
        }
        if (lower.contains("not enabled or supported") || lower.contains("not enabled or not supported")) {
            return "the TLS version is not taken, 1.2 and 1.3 are: " + said;
        }
        if (lower.contains("fatal alert") && (lower.contains("certificate") || lower.contains("unknown_ca"))) {
            return "the sender does not trust our certificate: " + said;
        }
        return "TLS failed: " + said;
    }
}
