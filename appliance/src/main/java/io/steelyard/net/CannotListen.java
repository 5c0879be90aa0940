package io.steelyard.net;

import java.net.InetSocketAddress;

/** An address and port could not be listened on; the message says which, why, and what to do. */
public final class CannotListen extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean taken;

    CannotListen(InetSocketAddress address, Throwable cause) {
        this(address, Reason.of(cause), cause);
    }

    private CannotListen(InetSocketAddress address, Reason reason, Throwable cause) {
        super(sentence(address, reason, cause), cause);
        this.taken = reason == Reason.TAKEN;
    }

    /** Whether somebody else looks to be there, who may be gone a moment later; whatever else it is stays as it is. */
    boolean taken() {
        return taken;
    }

    private static String sentence(InetSocketAddress address, Reason reason, Throwable cause) {
        String where =
                "port " + address.getPort() + " on " + address.getAddress().getHostAddress();
        return switch (reason) {
            case TAKEN ->
                where + " is taken by another process: stop that one (ss -ltnp 'sport = :" + address.getPort()
                        + "' names it) or choose another port";
            case FORBIDDEN ->
                where + " may not be opened by this user: ports below 1024 need root or the capability"
                        + " CAP_NET_BIND_SERVICE";
            case NO_SUCH_ADDRESS -> where + " cannot be opened: this machine does not have that address";
            case OTHER -> where + " cannot be opened: " + cause.getMessage();
        };
    }

    /** What the system meant; every transport's exception has the system's own words in its message. */
    private enum Reason {
        TAKEN("in use"),
        FORBIDDEN("ermission denied"),
        NO_SUCH_ADDRESS("annot assign"),
        OTHER("");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        static Reason of(Throwable cause) {
            String why = String.valueOf(cause.getMessage());
            for (Reason reason : values()) {
                if (why.contains(reason.words)) {
                    return reason;
                }
            }
            return OTHER;
        }
    }
}
