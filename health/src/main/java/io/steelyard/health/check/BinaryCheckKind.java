package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code binary}: sends bytes and expects bytes, for protocols that have no kind of their own. */
public final class BinaryCheckKind implements HealthCheckKind {

    /** What carries the bytes. */
    enum Transport {
        TCP,
        UDP
    }

    private static final Setting<Payload> SEND = Setting.of(
                    "send",
                    Payload.TEXT_ALLOWED,
                    Payload.NOTHING,
                    "What is sent once the connection is open, as text. Nothing by default, for servers that speak first.",
                    Payload::ofText)
            .written("");

    private static final Setting<Payload> SEND_HEX = Setting.of(
                    "sendHex",
                    Payload.HEX_ALLOWED,
                    Payload.NOTHING,
                    "What is sent once the connection is open, as hexadecimal digits. Give this or 'send', not both.",
                    Payload::ofHex)
            .written("");

    private static final Setting<Payload> EXPECT = Setting.of(
                    "expect",
                    Payload.TEXT_ALLOWED,
                    Payload.NOTHING,
                    "Text that must come somewhere in the beginning of the answer. Give one of 'expect', 'expectHex' and "
                            + "'expectPattern'.",
                    Payload::ofText)
            .written("");

    private static final Setting<Payload> EXPECT_HEX = Setting.of(
                    "expectHex",
                    Payload.HEX_ALLOWED,
                    Payload.NOTHING,
                    "Bytes that must come somewhere in the beginning of the answer, as hexadecimal digits.",
                    Payload::ofHex)
            .written("");

    private static final Setting<Pattern> EXPECT_PATTERN = Setting.pattern(
            "expectPattern",
            "A regular expression that must be found in the beginning of the answer, one character per byte. It is looked "
                    + "for again whenever more has come; begin it with ^ to tie it to the first byte.");

    private static final Setting<Integer> WITHIN = Setting.integer(
            "within",
            1,
            65_536,
            4096,
            "How many bytes of the answer are looked at. The default is 4096; what comes after them is thrown away.");

    private static final Setting<Transport> TRANSPORT = Setting.choice(
            "transport",
            Transport.class,
            Transport.TCP,
            "What carries the bytes. The default is tcp; with udp one datagram is sent, and a datagram that holds what is "
                    + "expected must come back.");

    @Override
    public String type() {
        return "binary";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SEND, SEND_HEX, EXPECT, EXPECT_HEX, EXPECT_PATTERN, WITHIN, TRANSPORT, CheckPort.PORT);
    }

    @Override
    public HealthCheck create(Settings settings) {
        Payload send = settings.has("sendHex") ? settings.get(SEND_HEX) : settings.get(SEND);
        Payload expected = settings.has("expectHex") ? settings.get(EXPECT_HEX) : settings.get(EXPECT);
        Pattern pattern = settings.find(EXPECT_PATTERN);
        boolean udp = settings.get(TRANSPORT) == Transport.UDP;
        refuseContradictions(settings, send, udp);
        settings.known("send", "expect");
        BinaryExpectation expectation =
                new BinaryExpectation(expected, expected.isEmpty() ? pattern : null, settings.get(WITHIN));
        return new BinaryCheck(send, expectation, udp, CheckPort.of(settings));
    }

    private static void refuseContradictions(Settings settings, Payload send, boolean udp) {
        if (settings.has("send") && settings.has("sendHex")) {
            settings.problem("sendHex", "what is sent is given by 'send' already, give one of the two");
        }
        List<String> expectations = Stream.of("expect", "expectHex", "expectPattern")
                .filter(settings::has)
                .toList();
        if (expectations.isEmpty()) {
            settings.problem(
                    "expect",
                    "what must come is missing: give 'expect', 'expectHex' or 'expectPattern', or use a check of the type"
                            + " tcp to see a connection accepted only");
        } else if (expectations.size() > 1) {
            settings.problem(expectations.get(1), "what must come is given by '" + expectations.get(0) + "' already");
        }
        for (String key : expectations) {
            if (String.valueOf(settings.values().get(key)).isEmpty()) {
                settings.problem(key, "this is empty, every answer would match");
            }
        }
        if (udp && send.isEmpty()) {
            settings.problem("send", "over udp something must be sent, as the real server knows of nobody to answer");
        }
    }
}
