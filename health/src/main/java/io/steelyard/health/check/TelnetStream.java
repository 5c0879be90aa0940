package io.steelyard.health.check;

import java.io.ByteArrayOutputStream;

/**
 * Tells text from negotiation in what a telnet server sends, and answers the latter: every option is declined, which
 * always ends a negotiation (RFC 854; RFC 1143). Not thread-safe; the one who feeds it bounds it.
 */
final class TelnetStream {
    private static final int IAC = 255;
    private static final int DONT = 254;
    private static final int DO = 253;
    private static final int WONT = 252;
    private static final int WILL = 251;
    private static final int SB = 250;
    private static final int SE = 240;

    private enum State {
        TEXT,
        COMMAND,
        OPTION,
        PARAMETERS,
        PARAMETERS_COMMAND
    }

    private final StringBuilder text = new StringBuilder();
    private State state = State.TEXT;
    private int command;
    private boolean negotiated;

    /** Takes what came, and gives what is to be sent back, often nothing. */
    byte[] feed(byte[] bytes) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (byte one : bytes) {
            feed(one & 0xff, answer);
        }
        return answer.toByteArray();
    }

    /** Everything that is no negotiation, one character per byte. */
    String text() {
        return text.toString();
    }

    boolean hasNegotiated() {
        return negotiated;
    }

    private void feed(int one, ByteArrayOutputStream answer) {
        state = switch (state) {
            case TEXT -> text(one);
            case COMMAND -> command(one);
            case OPTION -> option(one, answer);
            case PARAMETERS -> one == IAC ? State.PARAMETERS_COMMAND : State.PARAMETERS;
            case PARAMETERS_COMMAND -> one == SE ? State.TEXT : State.PARAMETERS;
        };
    }

    private State text(int one) {
        if (one == IAC) {
            return State.COMMAND;
        }
        text.append((char) one);
        return State.TEXT;
    }

    private State command(int one) {
        if (one == IAC) { // stands for itself
            text.append((char) one);
            return State.TEXT;
        }
        negotiated = true;
        command = one;
        return one == SB ? State.PARAMETERS : one >= WILL ? State.OPTION : State.TEXT;
    }

    private State option(int one, ByteArrayOutputStream answer) {
        if (command == DO || command == WILL) {
            answer.write(IAC);
            answer.write(command == DO ? WONT : DONT);
            answer.write(one);
        }
        return State.TEXT;
    }
}
