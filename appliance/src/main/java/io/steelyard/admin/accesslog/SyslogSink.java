package io.steelyard.admin.accesslog;

import io.steelyard.config.SyslogConfig;
import io.steelyard.journal.SyslogLines;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sends each line to a syslog server as a message. */
final class SyslogSink implements LineSink {
    private final SyslogLines server;

    SyslogSink(SyslogConfig config, Clock clock) {
        this.server = new SyslogLines(config, clock);
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public void write(byte[] lines, int length) throws IOException {
        List<byte[]> each = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < length; at++) {
            if (lines[at] == '\n') {
                each.add(Arrays.copyOfRange(lines, start, at));
                start = at + 1;
            }
        }
        server.send("access", each);
    }

    @Override
    public void close() {
        server.close();
    }
}
