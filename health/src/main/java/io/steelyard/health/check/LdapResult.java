package io.steelyard.health.check;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an LDAP operation ended (RFC 4511, 4.1.9).
 *
 * @param diagnostic what the server adds in its own words
 */
record LdapResult(int code, String diagnostic) {
    static final int SUCCESS = 0;
    static final int SIZE_LIMIT_EXCEEDED = 4;
    static final int NO_SUCH_OBJECT = 32;

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(0, "success"),
            Map.entry(1, "operationsError"),
            Map.entry(2, "protocolError"),
            Map.entry(3, "timeLimitExceeded"),
            Map.entry(4, "sizeLimitExceeded"),
            Map.entry(7, "authMethodNotSupported"),
            Map.entry(8, "strongerAuthRequired"),
            Map.entry(10, "referral"),
            Map.entry(11, "adminLimitExceeded"),
            Map.entry(12, "unavailableCriticalExtension"),
            Map.entry(13, "confidentialityRequired"),
            Map.entry(16, "noSuchAttribute"),
            Map.entry(17, "undefinedAttributeType"),
            Map.entry(18, "inappropriateMatching"),
            Map.entry(21, "invalidAttributeSyntax"),
            Map.entry(32, "noSuchObject"),
            Map.entry(34, "invalidDNSyntax"),
            Map.entry(48, "inappropriateAuthentication"),
            Map.entry(49, "invalidCredentials"),
            Map.entry(50, "insufficientAccessRights"),
            Map.entry(51, "busy"),
            Map.entry(52, "unavailable"),
            Map.entry(53, "unwillingToPerform"),
            Map.entry(80, "other"));

    /** Active Directory says the true reason of an invalidCredentials as "data" and a Windows error in hexadecimal. */
    private static final Pattern AD_DATA = Pattern.compile("AcceptSecurityContext error, data ([0-9a-f]{2,4})");

    private static final Map<String, String> AD_WORDS = Map.of(
            "525", "no such user",
            "52e", "wrong password",
            "530", "not allowed to log on at this time",
            "531", "not allowed to log on at this machine",
            "532", "the password has expired",
            "533", "the account is disabled",
            "701", "the account has expired",
            "773", "the password must be changed",
            "775", "the account is locked");

    /** Reads code and diagnostic from the beginning of an operation's content. */
    static LdapResult read(BerReader in) {
        int code = in.number(Ber.ENUMERATED);
        in.text(Ber.OCTETS); // matched name
        return new LdapResult(code, in.text(Ber.OCTETS));
    }

    boolean isSuccess() {
        return code == SUCCESS;
    }

    /** Such as {@code invalidCredentials (49): wrong password}. */
    String words() {
        String word = WORDS.get(code);
        String named = word == null ? "LDAP result " + code : word + " (" + code + ")";
        Matcher data = AD_DATA.matcher(diagnostic);
        String meant = data.find() ? AD_WORDS.get(data.group(1)) : null;
        String said = meant != null ? meant : Words.excerpt(diagnostic, 150);
        return said.isEmpty() ? named : named + ": " + said;
    }
}
