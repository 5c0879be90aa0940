package io.steelyard.l7;

import io.steelyard.l7.HeadParser.Progress;

/**
 * What the parser made of some bytes.
 *
 * @param progress how far it came
 * @param outcome in the words of the tables: accepted with all that was understood, refused with the fault, or more
 * @param taken how many of the bytes
 */
record HeadReading(Progress progress, String outcome, int taken, Head head) {
    static final int MAX_BYTES = 32 * 1024;
    static final int MAX_FIELDS = 100;

    private static final int LONG = 1000;

    static HeadReading ofRequest(Pieces pieces) {
        Head head = new Head();
        return read(pieces, head, HeadParser.ofRequests(head, MAX_BYTES, MAX_FIELDS), true);
    }

    /** The same where CONNECT is offered. */
    static HeadReading ofConnect(Pieces pieces) {
        Head head = new Head();
        HeadParser parser = HeadParser.ofRequests(head, MAX_BYTES, MAX_FIELDS);
        parser.takesConnect(true);
        return read(pieces, head, parser, true);
    }

    static HeadReading ofResponse(Pieces pieces) {
        Head head = new Head();
        return read(pieces, head, HeadParser.ofResponses(head, MAX_BYTES, MAX_FIELDS), false);
    }

    static HeadReading read(Pieces pieces, Head head, HeadParser parser, boolean request) {
        Progress[] last = {Progress.MORE};
        int taken = pieces.feed(piece -> {
            last[0] = parser.feed(piece);
            return last[0] == Progress.MORE;
        });
        String outcome = switch (last[0]) {
            case MORE -> "more";
            case REFUSED -> "refused " + parser.fault();
            case COMPLETE -> request ? requestLine(head) + fields(head) : statusLine(head) + fields(head);
        };
        return new HeadReading(last[0], outcome, taken, head);
    }

    boolean accepted() {
        return progress == Progress.COMPLETE;
    }

    boolean refused() {
        return progress == Progress.REFUSED;
    }

    private static String requestLine(Head head) {
        return shortened(head.method()) + " " + shortened(head.target()) + " " + head.minorVersion;
    }

    private static String statusLine(Head head) {
        return head.status + " " + head.minorVersion + " \"" + text(head, head.reasonStart, head.reasonEnd) + "\"";
    }

    private static String shortened(String text) {
        return text.length() < LONG ? text : "<" + text.length() + ">";
    }

    private static String fields(Head head) {
        StringBuilder said = new StringBuilder();
        if (head.hostEnd > head.hostStart) {
            said.append(" host=").append(text(head, head.hostStart, head.hostEnd));
        }
        if (head.hasAuthority()) {
            said.append(" absolute=").append(text(head, head.authorityStart, head.authorityEnd));
        }
        if (head.contentLength >= 0) {
            said.append(" length=").append(head.contentLength);
        }
        said.append(head.chunked ? " chunked" : "");
        said.append(head.connectionClose ? " close" : "");
        said.append(head.connectionKeepAlive ? " keep-alive" : "");
        said.append(head.connectionUpgrade ? " upgrade" : "");
        said.append(head.connectionTe ? " te" : "");
        said.append(head.trailersWelcome ? " trailers" : "");
        said.append(head.maxForwards >= 0 ? " forwards=" + head.maxForwards : "");
        said.append(head.connect ? " connect" : "");
        said.append(head.connectionNamesFields ? " names-fields" : "");
        said.append(head.expectsContinue ? " continue" : "");
        return said.toString();
    }

    static String text(Head head, int start, int end) {
        return Message.text(head.bytes).substring(start, end);
    }
}
