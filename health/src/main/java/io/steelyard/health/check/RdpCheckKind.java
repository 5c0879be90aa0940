package io.steelyard.health.check;

import io.steelyard.health.Dialogue;
import io.steelyard.health.Ending;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Nearest;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * {@code rdp}: begins a Remote Desktop connection, up to the security protocol that is agreed, and goes no further
 * (MS-RDPBCGR, 1.3.1.1, the connection initiation). Nobody is logged on, and the server writes no failed logon.
 */
public final class RdpCheckKind implements HealthCheckKind {
    private static final int REQUEST_LENGTH = 19;

    private static final Setting<List<RdpProtocol>> PROTOCOLS = Setting.list(
                    "protocols",
                    Setting.of(
                            "protocol",
                            "one of " + String.join(", ", words()),
                            RdpProtocol.TLS,
                            "One security protocol.",
                            RdpCheckKind::protocol),
                    RdpProtocol.values().length,
                    "The security protocols that are offered to the server. The default is tls and credssp, as every "
                            + "present client offers; an empty list offers standard RDP security only.")
            .or(List.of(RdpProtocol.TLS, RdpProtocol.CREDSSP));

    @Override
    public String type() {
        return "rdp";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PROTOCOLS, CheckPort.PORT);
    }

    @Override
    public HealthCheck create(Settings settings) {
        byte[] request = request(settings.get(PROTOCOLS));
        CheckPort port = CheckPort.of(settings);
        return (target, network) -> network.tcp(port.of(target), dialogue -> hold(dialogue, request));
    }

    private static CompletionStage<Verdict> hold(Dialogue dialogue, byte[] request) {
        dialogue.send(request);
        return dialogue.receive(Ending.count(RdpConfirm.TPKT_HEADER), RdpConfirm.TPKT_HEADER)
                .thenCompose(header -> {
                    int length = RdpConfirm.length(header);
                    if (length < 0) {
                        return CompletableFuture.completedFuture(dialogue.down("the answer is not RDP, it begins with '"
                                + Words.excerpt(new String(header, StandardCharsets.ISO_8859_1), 4)
                                + "'"));
                    }
                    int rest = length - RdpConfirm.TPKT_HEADER;
                    return dialogue.receive(Ending.count(rest), rest).thenApply(packet -> {
                        RdpConfirm confirm = RdpConfirm.read(packet);
                        return confirm.up() ? dialogue.up(confirm.reason()) : dialogue.down(confirm.reason());
                    });
                });
    }

    /** TPKT, X.224 connection request, RDP_NEG_REQ. */
    private static byte[] request(List<RdpProtocol> protocols) {
        int bits = protocols.stream().mapToInt(RdpProtocol::bit).reduce(0, (a, b) -> a | b);
        // Whoever offers the extended form must offer CredSSP too, and whoever offers CredSSP must offer TLS.
        bits |= (bits & RdpProtocol.CREDSSP_EX.bit()) != 0 ? RdpProtocol.CREDSSP.bit() : 0;
        bits |= (bits & RdpProtocol.CREDSSP.bit()) != 0 ? RdpProtocol.TLS.bit() : 0;
        return ByteBuffer.allocate(REQUEST_LENGTH)
                .put(new byte[] {3, 0, 0, REQUEST_LENGTH})
                .put(new byte[] {REQUEST_LENGTH - 5, (byte) 0xe0, 0, 0, 0, 0, 0})
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {1, 0, 8, 0})
                .putInt(bits)
                .array();
    }

    private static List<String> words() {
        return Arrays.stream(RdpProtocol.values()).map(Setting::word).collect(Collectors.toList());
    }

    private static RdpProtocol protocol(String text) {
        for (RdpProtocol protocol : RdpProtocol.values()) {
            if (Setting.word(protocol).equalsIgnoreCase(text.strip())) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not allowed here, this must be one of "
                + String.join(", ", words()) + Nearest.hint(text, words()));
    }
}
