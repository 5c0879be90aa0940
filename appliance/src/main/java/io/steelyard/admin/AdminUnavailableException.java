package io.steelyard.admin;

import io.steelyard.config.AdminConfig;
import java.io.IOException;
import java.net.UnknownHostException;

/** The admin side cannot listen where it was told to; the message names the place and what to do. */
public final class AdminUnavailableException extends IOException {
    private static final long serialVersionUID = 1;

    AdminUnavailableException(AdminConfig config, Throwable cause) {
        super(message(config, cause), cause);
    }

    private static String message(AdminConfig config, Throwable cause) {
        String place = "the admin page cannot listen on " + config.address() + " port " + config.port();
        String why = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException) {
            return place + ": the address is not known here; set admin.address to an IP address of this machine";
        }
        if (why.contains("in use")) {
            return place
                    + ": another process has taken it; stop that one or set admin.port to a free port (\"ss -ltnp\""
                    + " shows who listens where)";
        }
        if (why.contains("assign requested address")) {
            return place + ": this machine does not have that address; set admin.address to one it has";
        }
        if (why.contains("ermission denied")) {
            return place + ": ports below 1024 need a privilege; set admin.port to a higher one";
        }
        return place + ": " + why + "; set admin.address and admin.port to something else";
    }
}
