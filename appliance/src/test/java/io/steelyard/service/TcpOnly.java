package io.steelyard.service;

import io.steelyard.health.Conversation;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.TlsSettings;
import java.util.concurrent.CompletionStage;

/** A network on which nothing but TCP is spoken. */
@FunctionalInterface
interface TcpOnly extends ProbeNetwork {
    @Override
    default CompletionStage<Verdict> tls(Target target, TlsSettings tls, Conversation conversation) {
        throw new UnsupportedOperationException();
    }

    @Override
    default CompletionStage<Verdict> udp(Target target, Conversation conversation) {
        throw new UnsupportedOperationException();
    }
}
