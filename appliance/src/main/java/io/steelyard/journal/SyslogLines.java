package io.steelyard.journal;

import io.steelyard.config.SyslogConfig;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Sends lines of text to a syslog server, each as a message (RFC 5424) of severity "informational". */
public final class SyslogLines implements AutoCloseable {
    private final SyslogConfig config;
    private final SyslogServer server;
    private final Clock clock;

    public SyslogLines(SyslogConfig config, Clock clock) {
        this.config = config;
        this.server = new SyslogServer(config);
        this.clock = clock;
    }

    /** What messages call it, such as {@code syslog 192.0.2.9:514}. */
    public String name() {
        return server.name();
    }

    /**
     * Sends these, without their line ends. May block, for half a minute at most. One thread at a time.
     *
     * @param kind one word, as the message id
     * @throws IOException where they are lost
     */
    public void send(String kind, List<byte[]> lines) throws IOException {
        server.send(lines.stream()
                .map(line -> SyslogMessage.of(line, kind, clock.instant(), config, server.machine(), server.process()))
                .toList());
    }

    /** Ends the connection; any thread. The next line opens another. */
    @Override
    public void close() {
        server.close();
    }
}
