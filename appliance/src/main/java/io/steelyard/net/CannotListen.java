package io.steelyard.net;

import java.net.InetSocketAddress;

/** An address and port could not be listened on; the message says which, why, and what to do. */
public final class CannotListen extends Exception {
    private static final long serialVersionUID = 1L;

    CannotListen(InetSocketAddress address, Throwable cause) {
        super(sentence(address, cause), cause);
    }

    private static String sentence(InetSocketAddress address, Throwable cause) {
        String where =
                "port " + address.getPort() + " on " + address.getAddress().getHostAddress();
        String why = String.valueOf(cause.getMessage());
        if (why.contains("in use")) {
            return where + " is taken by another process: stop that one (ss -ltnp 'sport = :" + address.getPort()
                    + "' names it) or choose another port";
        }
        if (why.contains("ermission denied")) {
            return where + " may not be opened by this user: ports below 1024 need root or the capability"
                    + " CAP_NET_BIND_SERVICE";
        }
        if (why.contains("annot assign")) {
            return where + " cannot be opened: this machine does not have that address";
        }
        return where + " cannot be opened: " + why;
    }
}
