package io.steelyard.l7;

import io.steelyard.config.ErrorPageConfig;
import io.steelyard.route.Route;
import java.nio.charset.StandardCharsets;

/** The answers that come from the appliance itself: the one place where a failure becomes a status and a page. */
final class OwnAnswer {
    /** A rate is one of so many in a second, so after a second there is always something left of it. */
    private static final String RETRY_AFTER_A_SECOND = "Retry-After: 1\r\n";

    private static final String OUR_TYPE = "text/html; charset=utf-8";

    private static final String ALLOW = "Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n";

    private OwnAnswer() {}

    /** The status for this failure, 0 where the client can't be told anything any more. */
    static int statusOf(ProxyFailure failure) {
        return switch (failure.kind()) {
            case BAD_REQUEST -> failure.fault() == null ? 400 : failure.fault().status();
            case BAD_BODY -> 400;
            case HEAD_TIMEOUT, BODY_TIMEOUT -> 408;
            case CLIENT_GONE, CLIENT_STALLED, TUNNEL_IDLE, TUNNEL_CLOSED, TUNNEL_RESET -> 0;
            case CONNECT_REFUSED, UNREACHABLE, CLOSED_EARLY, BAD_RESPONSE, RESPONSE_CUT -> 502;
            case CONNECT_TIMEOUT, RESPONSE_TIMEOUT -> 504;
            case NO_SERVER, EXHAUSTED, QUEUE_FULL, QUEUE_TIMEOUT -> 503;
            case TOO_MANY_CONNECTIONS, CONNECTION_RATE, REQUEST_RATE -> 503;
            case CLIENT_CONNECTIONS, CLIENT_CONNECTION_RATE, CLIENT_REQUEST_RATE -> 429;
        };
    }

    static String reasonOf(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 414 -> "URI Too Long";
            case 417 -> "Expectation Failed";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> "Error";
        };
    }

    /** What the page says, without naming anything of the inside. */
    private static String sentenceOf(ProxyFailure failure) {
        return switch (failure.kind()) {
            case BAD_REQUEST ->
                "The request was not understood: "
                        + (failure.fault() == null
                                ? "its head is wrong"
                                : failure.fault().sentence()) + ".";
            case BAD_BODY -> "The request was not understood: its body breaks the rules of its framing.";
            case HEAD_TIMEOUT -> "The request did not come in time.";
            case BODY_TIMEOUT -> "The request's body came too slowly.";
            case NO_SERVER -> "No server takes requests for this site at the moment. Please try again shortly.";
            case TOO_MANY_CONNECTIONS, CONNECTION_RATE, REQUEST_RATE ->
                "This site has more visitors than it can take at the moment. Please try again shortly.";
            case CLIENT_CONNECTIONS -> "Too many connections are open from your address. Please close some.";
            case CLIENT_CONNECTION_RATE, CLIENT_REQUEST_RATE ->
                "Too many requests come from your address. Please slow down.";
            case QUEUE_FULL ->
                "The servers of this site are busy, and too many requests wait for them already. Please try again"
                        + " shortly.";
            case QUEUE_TIMEOUT -> "The servers of this site were busy for too long. Please try again shortly.";
            case EXHAUSTED -> "The load balancer is at its limit. Please try again shortly.";
            case CONNECT_TIMEOUT, RESPONSE_TIMEOUT -> "The server behind this site did not answer in time.";
            case BAD_RESPONSE -> "The server behind this site gave an answer that was not understood.";
            case RESPONSE_CUT -> "The server behind this site broke off its answer.";
            default -> "The server behind this site could not be reached.";
        };
    }

    /** Writes the whole answer to a request that failed. */
    static void failure(HeadWriter out, ProxyFailure failure, ErrorPages pages, Request request, boolean close) {
        int status = statusOf(failure);
        ErrorPageConfig own = pages.find(status);
        byte[] page = own == null
                ? page(status, sentenceOf(failure))
                : ErrorPages.filled(own.page(), status, request.origin().id());
        begin(out, status, own == null ? OUR_TYPE : own.contentType(), page);
        if (status == 503) {
            out.append(pages.retryAfter());
        }
        if (status == 429) {
            out.append(RETRY_AFTER_A_SECOND);
        }
        if (status == 405) {
            out.append(ALLOW);
        }
        end(out, page, request.isHead(), request, close);
    }

    /** Writes the whole answer that sends a client elsewhere. */
    static void redirect(HeadWriter out, Route.Redirect redirect, Request request, boolean close) {
        byte[] page = page(redirect.status(), "This site is elsewhere at the moment.");
        begin(out, redirect.status(), OUR_TYPE, page);
        out.append("Location: ");
        RedirectLine.write(out, redirect.location(), request);
        out.append("\r\n");
        end(out, page, request.isHead(), request, close);
    }

    /** Writes the whole answer to an OPTIONS request that may not be passed on (RFC 9110 section 7.6.2). */
    static void options(HeadWriter out, Request request, boolean close) {
        byte[] page = {};
        begin(out, 200, OUR_TYPE, page);
        out.append(ALLOW);
        end(out, page, true, request, close);
    }

    private static byte[] page(int status, String sentence) {
        String title = status + " " + reasonOf(status);
        return ("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                        + "</title></head>\n<body><h1>" + title + "</h1><p>" + sentence + "</p></body></html>\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void begin(HeadWriter out, int status, String contentType, byte[] page) {
        out.clear();
        out.append("HTTP/1.1 ")
                .append(Integer.toString(status))
                .append(' ')
                .append(reasonOf(status))
                .append("\r\n");
        out.appendDate();
        out.append("Content-Type: ")
                .append(contentType)
                .append("\r\nCache-Control: no-store\r\nContent-Length: ")
                .append(Integer.toString(page.length))
                .append("\r\n");
    }

    private static void end(HeadWriter out, byte[] page, boolean withoutBody, Request request, boolean close) {
        if (request.origin().tellsId()) {
            request.origin().writeIdTo(out);
        }
        if (close) {
            out.append("Connection: close\r\n");
        }
        out.append("\r\n");
        if (!withoutBody) {
            out.append(page, 0, page.length);
        }
    }
}
