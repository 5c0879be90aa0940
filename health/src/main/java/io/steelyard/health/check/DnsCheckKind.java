package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Pattern;

/** {@code dns}: asks a name server one question, over UDP or TCP. */
public final class DnsCheckKind implements HealthCheckKind {
    private final SecureRandom random = new SecureRandom();

    /** What carries the question. */
    enum Transport {
        UDP,
        TCP
    }

    private static final Setting<DnsName> NAME = Setting.of(
                    "name",
                    DnsName.ALLOWED,
                    DnsName.ROOT,
                    "The name that is asked for. Give one that the server must know by itself, such as a host of its own "
                            + "zone; with '.' and the type NS even a server without zones can answer.",
                    DnsName::parse)
            .required();

    private static final Setting<DnsType> RECORD_TYPE = Setting.of(
                    "recordType",
                    DnsType.ALLOWED,
                    DnsType.A,
                    "The type of record that is asked for. The default is A, an IPv4 address; a type without a word is written "
                            + "as TYPE and its number.",
                    DnsType::parse)
            .written("A");

    private static final Setting<Transport> TRANSPORT = Setting.choice(
            "transport",
            Transport.class,
            Transport.UDP,
            "What carries the question. The default is udp; choose tcp when answers are longer than 512 bytes, or to see "
                    + "that TCP works too.");

    private static final Setting<List<String>> EXPECT = Setting.list(
            "expect",
            Setting.text("record", 255, "", "The data of one record."),
            20,
            "Data that must be among the records of the answer: an address, a name, or '10 mail.example.com' for MX. Left "
                    + "out, any record will do.");

    private static final Setting<Pattern> EXPECT_PATTERN = Setting.pattern(
            "expectPattern",
            "A regular expression that must be found in the data of a record of the answer. Left out, it is not looked at.");

    private static final Setting<DnsExpectation.Accept> ACCEPT = Setting.choice(
            "accept",
            DnsExpectation.Accept.class,
            DnsExpectation.Accept.RECORDS,
            "How little of an answer counts as up. The default, records, wants a record of the type asked for; empty is "
                    + "content when the name exists, nxdomain also when the server says that it does not.");

    private static final Setting<Boolean> RECURSION = Setting.flag(
            "recursion",
            true,
            "Whether the server is asked to ask others for what it does not know itself. On by default; turn it off to "
                    + "see what a server knows of its own zones.");

    @Override
    public String type() {
        return "dns";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(NAME, RECORD_TYPE, TRANSPORT, EXPECT, EXPECT_PATTERN, ACCEPT, RECURSION, CheckPort.PORT);
    }

    @Override
    public HealthCheck create(Settings settings) {
        DnsQuestion question = new DnsQuestion(settings.get(NAME), settings.get(RECORD_TYPE), settings.get(RECURSION));
        DnsExpectation expectation =
                new DnsExpectation(settings.get(ACCEPT), settings.get(EXPECT), settings.find(EXPECT_PATTERN));
        if (expectation.accept() != DnsExpectation.Accept.RECORDS
                && !expectation.data().isEmpty()) {
            settings.problem("accept", "records are expected, so an answer without any cannot count as up");
        }
        return new DnsCheck(
                question,
                expectation,
                settings.get(TRANSPORT) == Transport.UDP,
                CheckPort.of(settings),
                () -> random.nextInt(1 << 16));
    }
}
