package io.steelyard.health;

import java.util.concurrent.CompletionException;

/** Why a dialogue could not go on; its message is the reason in words. Carries no stack: it is an outcome, no defect. */
public final class DialogueFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for those who decide by it. */
    public enum Kind {
        /** Nothing listens there. */
        REFUSED,
        /** No way leads there. */
        UNREACHABLE,
        /** The connection was not open in time. */
        NO_CONNECTION,
        /** Not one byte came in time. */
        NO_ANSWER,
        /** Bytes came, but not all in time. */
        INCOMPLETE,
        /** The other side tore the connection down. */
        RESET,
        /** The other side closed before the answer was complete. */
        CLOSED,
        /** More bytes came than the check reads. */
        TOO_LONG,
        /** The other side and the check agree on no TLS. */
        TLS,
        /** The other side answered in something that is not TLS, where TLS was asked for. */
        NOT_TLS,
        /** The other side's certificate is not accepted. */
        CERTIFICATE,
        /** The check itself is broken. */
        DEFECT,
        /** The appliance had not what it takes to ask: it says nothing of the real server. */
        OWN
    }

    private final Kind kind;

    public DialogueFailure(Kind kind, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
    }

    /** What a stage of a dialogue failed with, out of what wraps it; a defect of the check where it was another thing. */
    public static DialogueFailure of(Throwable cause) {
        Throwable inner = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return inner instanceof DialogueFailure known
                ? known
                : new DialogueFailure(Kind.DEFECT, "the check itself failed: " + inner);
    }

    public Kind kind() {
        return kind;
    }
}
