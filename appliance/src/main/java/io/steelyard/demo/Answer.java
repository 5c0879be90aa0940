package io.steelyard.demo;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a demo server answers a request with.
 *
 * @param server the value of the {@code Server} field, which tells HTTP.sys's own answers from those of a site
 * @param location where a redirect points to; null where there is none
 * @param closes whether the connection ends with it
 */
record Answer(
        int status,
        String reason,
        String contentType,
        String server,
        @Nullable String location,
        String body,
        boolean closes) {

    /** The driver below IIS that owns the port; it answers by itself what reaches no running site. */
    private static final String HTTP_SYS = "Microsoft-HTTPAPI/2.0";

    private static final String IIS = "Microsoft-IIS/10.0";

    /** HTTP.sys: no binding for this host name, or none was sent. */
    static Answer invalidHostname() {
        return ofHttpSys(400, "Bad Request", "Bad Request - Invalid Hostname", "The request hostname is invalid.");
    }

    /** HTTP.sys: this is no HTTP. */
    static Answer invalidRequest() {
        return ofHttpSys(400, "Bad Request", "Bad Request", "The request is badly formed.");
    }

    /** HTTP.sys: the site of this binding is stopped. */
    static Answer siteStopped() {
        return ofHttpSys(404, "Not Found", "Not Found", "The requested resource is not found.");
    }

    /** HTTP.sys: the application pool of this site is stopped. */
    static Answer poolStopped() {
        return ofHttpSys(503, "Service Unavailable", "Service Unavailable", "The service is unavailable.");
    }

    private static Answer ofHttpSys(int status, String reason, String heading, String sentence) {
        String body = """
                <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">
                <HTML><HEAD><TITLE>%s</TITLE>
                <META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>
                <BODY><h2>%s</h2>
                <hr><p>HTTP Error %d. %s</p>
                </BODY></HTML>
                """.formatted(reason, heading, status, sentence).replace("\n", "\r\n");
        return new Answer(status, reason, "text/html; charset=us-ascii", HTTP_SYS, null, body, true);
    }

    /** A site's page, which names the real server. */
    static Answer page(String serverName, String host) {
        String body = String.format(Locale.ROOT, """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%2$s</title></head>
                <body><h1>%2$s</h1>
                <p>Served by real server %1$s.</p></body></html>
                """, serverName, host);
        return new Answer(200, "OK", "text/html", IIS, null, body, false);
    }

    /** A site that only points elsewhere. */
    static Answer redirect(String location) {
        String body = "<head><title>Document Moved</title></head>\n<body><h1>Object Moved</h1>"
                + "This document may be found <a HREF=\"" + location + "\">here</a></body>";
        return new Answer(302, "Redirect", "text/html; charset=UTF-8", IIS, location, body, false);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
