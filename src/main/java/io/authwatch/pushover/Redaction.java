package io.authwatch.pushover;

import io.authwatch.alert.SafeText;
import java.util.List;
import java.util.Locale;

/** Makes what an answer says fit to show: without the secrets that it may echo, safe, and short. */
final class Redaction {
    /** How much of a secret is enough to recognise it, so that one that was cut off is found too. */
    private static final int TELLTALE = 6;

    private final List<String> secrets;

    Redaction(Secret... secrets) {
        this.secrets = List.of(secrets).stream()
                .map(secret -> secret.reveal().toLowerCase(Locale.ROOT))
                .toList();
    }

    String of(String raw) {
        String text = raw;
        for (String secret : secrets) {
            text = without(text, secret);
        }
        return SafeText.of(text.strip(), PushoverLimits.DETAIL_MAX);
    }

    private static String without(String text, String secret) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length()) {
            return without(lower, secret);
        }
        String telltale = secret.substring(0, Math.min(TELLTALE, secret.length()));
        StringBuilder kept = new StringBuilder();
        int at = 0;
        for (int found = lower.indexOf(telltale); found >= 0; found = lower.indexOf(telltale, at)) {
            kept.append(text, at, found).append("***");
            at = found;
            for (int i = 0; i < secret.length() && at < lower.length() && lower.charAt(at) == secret.charAt(i); i++) {
                at++;
            }
        }
        return kept.append(text, at, text.length()).toString();
    }
}
