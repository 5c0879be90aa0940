package io.steelyard.l7;

import io.steelyard.pool.Span;
import io.steelyard.route.Location;

/**
 * Writes where a redirect leads. What the request brings was judged with its head: neither its host nor its target can
 * hold a space or a line end, a host holds no slash and no user information (RFC 3986 section 3.2), and what stands for
 * the path begins with a slash whatever was sent, so nothing of the request moves the redirect to another host than the one
 * that the configuration or the request's own Host field names.
 */
final class RedirectLine {
    private RedirectLine() {}

    static void write(HeadWriter out, Location location, Request request) {
        for (int i = 0; i < location.parts().size(); i++) {
            out.append(location.literals().get(i));
            switch (location.parts().get(i)) {
                case HOST -> host(out, request);
                case PATH -> path(out, request.head());
                case TARGET -> {
                    path(out, request.head());
                    query(out, request.head());
                }
            }
        }
        out.append(location.literals().get(location.parts().size()));
    }

    private static void host(HeadWriter out, Request request) {
        Head head = request.head();
        if (head.hostEnd > head.hostStart) {
            out.append(head.bytes, head.hostStart, head.hostEnd);
        } else {
            out.append(request.localHost());
        }
    }

    /** The asterisk of OPTIONS, and an absolute target that ends with its host, have no path of their own. */
    private static void path(HeadWriter out, Head head) {
        long path = RequestParts.path(head);
        if (Span.start(path) < Span.end(path) && head.bytes[Span.start(path)] == '/') {
            out.append(head.bytes, Span.start(path), Span.end(path));
        } else {
            out.append('/');
        }
    }

    private static void query(HeadWriter out, Head head) {
        long query = RequestParts.query(head);
        if (query != Span.NONE) {
            out.append('?').append(head.bytes, Span.start(query), Span.end(query));
        }
    }
}
