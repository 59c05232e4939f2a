package io.authwatch.source;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The names that a certificate proves. */
final class CertificateNames {
    /** GeneralName dNSName (RFC 5280 section 4.2.1.6). */
    private static final Integer DNS_NAME = 2;
    /** What a host can be called in a message and on one line (RFC 5424 section 6, HOSTNAME), and a blank. */
    private static final Pattern USABLE = Pattern.compile("[\\x20-\\x7e&&[^*]]{1,255}");

    private static final int SHOWN_MAX = 200;

    private CertificateNames() {}

    /** Its dNSNames, in order; if it has none its common names, the most specific first. Names with a wildcard are none. */
    static List<String> of(X509Certificate certificate) {
        List<String> names = dnsNames(certificate);
        return (names.isEmpty() ? commonNames(certificate) : names)
                .stream().filter(name -> USABLE.matcher(name).matches()).toList();
    }

    private static List<String> dnsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            Stream<List<?>> all = names == null ? Stream.empty() : names.stream();
            return all.filter(name -> DNS_NAME.equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    private static List<String> commonNames(X509Certificate certificate) {
        try {
            List<Rdn> parts = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
            return Stream.iterate(parts.size() - 1, i -> i >= 0, i -> i - 1)
                    .map(parts::get)
                    .filter(part -> part.getType().toLowerCase(Locale.ROOT).equals("cn"))
                    .map(part -> String.valueOf(part.getValue()).strip())
                    .toList();
        } catch (InvalidNameException unreadable) {
            return List.of();
        }
    }

    /** What a person recognises it by: subject, cut. The text is its maker's. */
    static String subject(X509Certificate certificate) {
        return shown(certificate.getSubjectX500Principal().getName());
    }

    /** Who signed it, cut. */
    static String issuer(X509Certificate certificate) {
        return shown(certificate.getIssuerX500Principal().getName());
    }

    private static String shown(String name) {
        return "'" + (name.length() <= SHOWN_MAX ? name : name.substring(0, SHOWN_MAX) + "...") + "'";
    }
}
