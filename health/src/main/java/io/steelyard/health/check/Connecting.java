package io.steelyard.health.check;

import io.steelyard.health.Conversation;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.TlsSettings;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How a check reaches whom it asks.
 *
 * @param tls what is spoken before the conversation begins; null for nothing
 */
record Connecting(CheckPort port, @Nullable TlsSettings tls) {

    CompletionStage<Verdict> open(Target target, ProbeNetwork network, Conversation conversation) {
        Target asked = port.of(target);
        return tls == null ? network.tcp(asked, conversation) : network.tls(asked, tls, conversation);
    }
}
