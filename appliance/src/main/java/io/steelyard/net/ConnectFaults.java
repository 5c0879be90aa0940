package io.steelyard.net;

import java.net.ConnectException;
import java.net.NoRouteToHostException;

/** What the system's exceptions mean. */
final class ConnectFaults {
    private ConnectFaults() {}

    static ConnectFault of(Throwable cause) {
        if (cause instanceof NoRouteToHostException) {
            return ConnectFault.UNREACHABLE;
        }
        String message = String.valueOf(cause.getMessage());
        if (message.contains("nreachable")) {
            return ConnectFault.UNREACHABLE;
        }
        if (message.contains("timed out")) {
            return ConnectFault.TIMEOUT;
        }
        boolean refused = cause instanceof ConnectException || message.contains("refused") || message.contains("reset");
        return refused ? ConnectFault.REFUSED : ConnectFault.LOCAL;
    }
}
