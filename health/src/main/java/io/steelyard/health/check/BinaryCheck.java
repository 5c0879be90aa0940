package io.steelyard.health.check;

import io.steelyard.health.Dialogue;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Quantities;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/** Sends bytes, or nothing, and looks for what is expected among the first that come. */
record BinaryCheck(Payload send, BinaryExpectation expectation, boolean udp, CheckPort port) implements HealthCheck {

    @Override
    public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
        return udp ? network.udp(port.of(target), this::hold) : network.tcp(port.of(target), this::hold);
    }

    private CompletionStage<Verdict> hold(Dialogue dialogue) {
        BinaryExpectation.Search search = expectation.search();
        if (!send.isEmpty()) {
            dialogue.send(send.bytes());
        }
        return dialogue.receiveAtMost(search, expectation.within())
                .handle((received, failure) ->
                        failure == null ? verdict(dialogue, received, search) : fail(failure, dialogue.target()));
    }

    private Verdict verdict(Dialogue dialogue, byte[] received, BinaryExpectation.Search search) {
        return switch (search.outcome()) {
            case FOUND -> dialogue.up("received " + expectation.words());
            case GAVE_UP ->
                dialogue.down("the pattern took too long to match in " + received.length
                        + " bytes, simplify the regular expression");
            case NOT_FOUND ->
                dialogue.down(
                        received.length == 0
                                ? "closed without an answer, " + expectation.words() + " was expected"
                                : "received '" + beginning(received) + "', not " + expectation.words()
                                        + where(received));
        };
    }

    private String where(byte[] received) {
        return received.length == expectation.within() ? " within the first " + expectation.within() + " bytes" : "";
    }

    private Verdict fail(Throwable cause, Target target) {
        DialogueFailure failure = DialogueFailure.of(cause);
        throw failure.kind() == Kind.INCOMPLETE
                ? new DialogueFailure(
                        Kind.INCOMPLETE,
                        "something came, but not " + expectation.words() + " within "
                                + Quantities.write(target.responseTimeout()))
                : failure;
    }

    private static String beginning(byte[] received) {
        return Words.excerpt(new String(received, StandardCharsets.ISO_8859_1), 40);
    }
}
