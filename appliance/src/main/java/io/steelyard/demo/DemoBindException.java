package io.steelyard.demo;

/** A port of the demo farm cannot be listened on; the message names it. */
public final class DemoBindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    DemoBindException(String address, int port, Throwable cause) {
        super("cannot listen on " + address + ":" + port + ": " + cause.getMessage(), cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
