package io.steelyard.config;

import io.steelyard.event.Severity;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * One syslog server that events or lines are sent to, as RFC 5424 has it.
 *
 * @param server an IP address or a name
 * @param facility 0–23
 * @param caFile certificates in PEM that the server's must go back to; empty for those of the Java runtime
 * @param least events below it are not sent
 */
public record SyslogConfig(String server, int port, Transport transport, int facility, String caFile, Severity least) {

    /** What carries the messages. */
    public enum Transport {
        /** One message in one datagram (RFC 5426); what is lost is lost. */
        UDP,
        /** Messages with their length in front (RFC 6587, section 3.4.1). */
        TCP,
        /** The same within TLS (RFC 5425). */
        TLS
    }

    public static final Setting<String> SERVER = Setting.text(
                    "server", 253, "127.0.0.1", "The syslog server's IP address or name.")
            .required();
    public static final Setting<Integer> PORT =
            Setting.integer("port", 1, 65535, 514, "The syslog server's port: 514 as a rule, 6514 with TLS.");
    public static final Setting<Transport> TRANSPORT = Setting.choice(
            "transport",
            Transport.class,
            Transport.UDP,
            "What carries the messages. With udp some may be lost unnoticed; tcp and tls keep them until they are"
                    + " sent.");
    public static final Setting<Integer> FACILITY =
            Setting.integer("facility", 0, 23, 16, "The facility's number; 16 to 23 are local0 to local7.");
    public static final Setting<String> CA_FILE = Setting.text(
            "caFile",
            1000,
            "",
            "A file with the certificates, in PEM, that the syslog server's must go back to. Left out, those of the"
                    + " Java runtime count.");

    public SyslogConfig {
        SERVER.check(server);
        PORT.check(port);
        FACILITY.check(facility);
        CA_FILE.check(caFile);
    }

    static SyslogConfig read(Settings settings) {
        return read(settings, settings.get(EventsConfig.LEAST));
    }

    /** The same for a receiver of lines, all of which matter alike. */
    static SyslogConfig readForLines(Settings settings) {
        return read(settings, Severity.INFO);
    }

    private static SyslogConfig read(Settings settings, Severity least) {
        SyslogConfig read = new SyslogConfig(
                settings.get(SERVER),
                settings.get(PORT),
                settings.get(TRANSPORT),
                settings.get(FACILITY),
                settings.get(CA_FILE),
                least);
        settings.end();
        return read;
    }
}
