package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * What the hashing scheduling methods hash, and how strictly.
 *
 * @param uriPart with {@link Scheduling#URI_HASH}
 * @param header with {@link Scheduling#HEADER_HASH}
 * @param prefix with {@link Scheduling#SOURCE_IP_HASH}
 * @param boundPercent the most a real server takes, its share being 100; 110–1000, or 0 for no bound
 */
public record HashingConfig(UriPart uriPart, String header, SourcePrefix prefix, int boundPercent) {
    public static final String KEY = "hashing";
    public static final Setting<UriPart> URI_PART = Setting.choice(
            "uriPart",
            UriPart.class,
            UriPart.PATH,
            "With uri-hash, what of the address counts: the path before the question mark, the query behind it, or the"
                    + " whole.");
    public static final Setting<String> HEADER = Setting.of(
            "header",
            "the name of a header field",
            "X-User",
            "With header-hash, the header field whose value decides. Requests without it go to the less busy of two"
                    + " real servers.",
            FieldNameText::of);
    public static final Setting<Integer> BOUND_PERCENT = Setting.of(
            "boundPercent",
            "0 or a whole number from 110 to 1000",
            200,
            "How busy a real server may be, in percent of its fair share, before requests that belong to it go to"
                    + " another. 0 lets them stay whatever comes. Below 16 requests at once nothing ever moves.",
            HashingConfig::boundOf);

    /** What holds where a file says nothing. */
    public static final HashingConfig DEFAULT =
            new HashingConfig(URI_PART.fallback(), HEADER.fallback(), SourcePrefix.SINGLE, BOUND_PERCENT.fallback());

    public HashingConfig {
        HEADER.check(header);
        BOUND_PERCENT.check(boundPercent);
    }

    private static int boundOf(String text) {
        int percent = text.matches("0|[1-9][0-9]{0,3}") ? Integer.parseInt(text) : -1;
        if (percent != 0 && (percent < 110 || percent > 1000)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not allowed here, this must be 0 or a whole number from 110 to 1000");
        }
        return percent;
    }

    static HashingConfig read(Settings settings, Scheduling scheduling) {
        HashingConfig read = new HashingConfig(
                settings.get(URI_PART), settings.get(HEADER), SourcePrefix.read(settings), settings.get(BOUND_PERCENT));
        settings.end();
        if (!settings.values().isEmpty() && !scheduling.hashes()) {
            settings.problem("", "this goes with scheduling: source-ip-hash, uri-hash or header-hash only");
        } else if (scheduling == Scheduling.HEADER_HASH && !settings.has(HEADER.key())) {
            settings.problem(HEADER.key(), "this is missing, scheduling: header-hash needs it");
        }
        return read;
    }
}
