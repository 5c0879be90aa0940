package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page for some of the errors that the appliance answers itself.
 *
 * @param statuses for which; not empty
 * @param page at most {@value #MAX_BYTES} bytes in UTF-8
 * @param contentType as the client gets it
 */
public record ErrorPageConfig(List<StatusRange> statuses, PageText page, String contentType) {
    public static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_RANGES = 50;
    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,60}( ?; ?[A-Za-z0-9-]{1,30}=[A-Za-z0-9._-]{1,60}){0,3}");

    public static final Setting<List<StatusRange>> STATUS = Setting.list(
            "status",
            Setting.of(
                    "status",
                    StatusRange.ALLOWED,
                    new StatusRange(StatusRange.LEAST, StatusRange.MOST),
                    "A status code or a range of them.",
                    StatusRange::of),
            MAX_RANGES,
            "For which status codes the page is: one such as 503, a range such as 500-599, or a list of both. Only answers"
                    + " of the appliance itself get it, not what real servers answer.");
    public static final Setting<String> FILE = Setting.of(
            "file",
            "the path of a file below the configuration file's directory",
            "503.html",
            "The file that holds the page, in UTF-8 and at most 64 KiB long. It is read with the configuration, so a"
                    + " reload reads it anew. Its path begins at the configuration file's directory.",
            text -> text);
    public static final Setting<String> BODY = Setting.of(
            "body",
            "text",
            "{status} {reason}",
            "The page itself, in place of a file. {status} and {reason} stand for the status code and its name, here as"
                    + " in a file.",
            text -> text);
    public static final Setting<String> CONTENT_TYPE = Setting.of(
            "contentType",
            "a media type such as text/html; charset=utf-8",
            "text/html; charset=utf-8",
            "What kind of text the page is.",
            ErrorPageConfig::mediaTypeOf);

    public ErrorPageConfig {
        statuses = List.copyOf(statuses);
        CONTENT_TYPE.check(contentType);
    }

    /** Whether it is a page for this status. */
    public boolean isFor(int status) {
        return statuses.stream().anyMatch(range -> range.contains(status));
    }

    private static String mediaTypeOf(String text) {
        if (MEDIA_TYPE.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not allowed here, this must be a media type such as text/html; charset=utf-8");
    }
}
