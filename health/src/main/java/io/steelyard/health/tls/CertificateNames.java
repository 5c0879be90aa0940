package io.steelyard.health.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Which names a certificate is for (RFC 9525, section 6): those of its {@code subjectAltName}, and its common name only
 * where there are none. A {@code *} stands for exactly one label, the first, and at least two others must follow it.
 */
final class CertificateNames {
    private static final int DNS_NAME = 2; // RFC 5280, 4.2.1.6
    private static final int IP_ADDRESS = 7;
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IP_LITERAL = // what matches is never looked up in the DNS
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private CertificateNames() {}

    static List<String> of(X509Certificate certificate) {
        List<String> names = alternative(certificate);
        return names.isEmpty() ? common(certificate) : names;
    }

    static boolean match(List<String> names, String asked) {
        String wanted = plain(asked);
        if (isIpLiteral(wanted)) {
            return names.stream().anyMatch(name -> isIpLiteral(name) && sameAddress(name, wanted));
        }
        return names.stream().anyMatch(name -> matches(plain(name), wanted));
    }

    static boolean isIpLiteral(String name) {
        return IP_LITERAL.matcher(name).matches();
    }

    private static boolean matches(String pattern, String wanted) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(wanted);
        }
        String rest = pattern.substring(1);
        int firstDot = wanted.indexOf('.');
        return rest.indexOf('.', 1) > 0
                && firstDot > 0
                && wanted.substring(firstDot).equals(rest);
    }

    private static List<String> alternative(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> one : all == null ? List.<List<?>>of() : all) {
                if (one.get(0) instanceof Integer type
                        && (type == DNS_NAME || type == IP_ADDRESS)
                        && one.get(1) instanceof String name) {
                    names.add(name);
                }
            }
        } catch (CertificateParsingException e) {
            return List.of(); // names that cannot be read are none
        }
        return names;
    }

    private static List<String> common(X509Certificate certificate) {
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return List.of(String.valueOf(part.getValue()));
                }
            }
        } catch (InvalidNameException e) {
            return List.of();
        }
        return List.of();
    }

    private static boolean sameAddress(String one, String other) {
        try {
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
