package io.steelyard.journal;

import io.steelyard.config.SyslogConfig;
import io.steelyard.event.Severity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Sends entries to a syslog server. */
final class SyslogReceiver implements Receiver {
    private final SyslogConfig config;
    private final SyslogServer server;

    SyslogReceiver(SyslogConfig config) {
        this(config, new SyslogServer(config));
    }

    /** @param timeout for connecting, for agreeing on TLS, and for writing */
    SyslogReceiver(SyslogConfig config, Duration timeout) {
        this(config, new SyslogServer(config, timeout));
    }

    private SyslogReceiver(SyslogConfig config, SyslogServer server) {
        this.config = config;
        this.server = server;
    }

    @Override
    public void deliver(List<JournalEntry> entries) throws IOException {
        server.send(entries.stream()
                .map(entry -> SyslogMessage.of(entry, config.facility(), server.machine(), server.process()))
                .toList());
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Severity least() {
        return config.least();
    }

    @Override
    public Retry retry() {
        return new Retry(8, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        server.close();
    }
}
