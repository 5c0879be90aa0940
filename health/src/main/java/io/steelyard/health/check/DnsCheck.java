package io.steelyard.health.check;

import io.steelyard.health.Dialogue;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.Ending;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/**
 * Asks one question and reads one answer (RFC 1035; over TCP with the length in front, RFC 7766). Over UDP, anybody may
 * send a datagram: those that are no answer to this very question are not listened to, and the probe waits on.
 */
final class DnsCheck implements HealthCheck {
    private static final int MAX_MESSAGE = 65_535;

    private final DnsQuestion question;
    private final DnsExpectation expectation;
    private final boolean udp;
    private final CheckPort port;
    private final IntSupplier ids;

    /** @param ids a fresh id of 16 bits for each question, which nobody can guess */
    DnsCheck(DnsQuestion question, DnsExpectation expectation, boolean udp, CheckPort port, IntSupplier ids) {
        this.question = question;
        this.expectation = expectation;
        this.udp = udp;
        this.port = port;
        this.ids = ids;
    }

    @Override
    public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
        return udp ? network.udp(port.of(target), this::overUdp) : network.tcp(port.of(target), this::overTcp);
    }

    private CompletionStage<Verdict> overUdp(Dialogue dialogue) {
        int id = ids.getAsInt() & 0xffff;
        Sifting sifting = new Sifting(id);
        dialogue.send(question.message(id));
        return dialogue.receive(sifting, Dialogue.MAX_BYTES).handle((answer, failure) -> {
            if (failure == null) {
                return verdict(dialogue, DnsAnswer.read(answer));
            }
            DialogueFailure known = DialogueFailure.of(failure);
            String more = sifting.lastFault.isEmpty()
                    ? ""
                    : " (the last datagram was not listened to: " + sifting.lastFault + ")";
            throw new DialogueFailure(known.kind(), known.getMessage() + more);
        });
    }

    private CompletionStage<Verdict> overTcp(Dialogue dialogue) {
        int id = ids.getAsInt() & 0xffff;
        byte[] message = question.message(id);
        dialogue.send(ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array());
        return dialogue.receive(Ending.count(2), 2)
                .thenCompose(length -> {
                    int count = ByteBuffer.wrap(length).getShort() & MAX_MESSAGE;
                    return count == 0
                            ? CompletableFuture.completedFuture(new byte[0])
                            : dialogue.receive(Ending.count(count), count);
                })
                .thenApply(answer -> {
                    String fault = fault(answer, id);
                    return fault.isEmpty()
                            ? verdict(dialogue, DnsAnswer.read(answer))
                            : dialogue.down("what came is no answer to the question: " + fault);
                });
    }

    private Verdict verdict(Dialogue dialogue, DnsAnswer answer) {
        DnsExpectation.Finding finding = expectation.of(question, answer, udp);
        return finding.up() ? dialogue.up(finding.reason()) : dialogue.down(finding.reason());
    }

    /** Why these bytes are no answer to the question, empty when they are one. */
    private String fault(byte[] bytes, int id) {
        try {
            return question.mismatch(DnsAnswer.read(bytes), id);
        } catch (DnsReader.Malformed e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Finds the answer among the datagrams. */
    private final class Sifting implements Ending {
        private final int id;
        private String lastFault = "";

        Sifting(int id) {
            this.id = id;
        }

        @Override
        public int find(byte[] bytes, int seen, int length) {
            lastFault = fault(Arrays.copyOf(bytes, length), id);
            return lastFault.isEmpty() ? length : NOT_YET;
        }
    }
}
