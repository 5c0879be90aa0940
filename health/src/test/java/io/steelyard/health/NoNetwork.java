package io.steelyard.health;

import io.steelyard.health.tls.TlsSettings;
import java.util.concurrent.CompletionStage;

/** For tests in which nothing may be asked over any network. */
final class NoNetwork implements ProbeNetwork {
    @Override
    public CompletionStage<Verdict> tcp(Target target, Conversation conversation) {
        throw new AssertionError("nothing is asked over a network here");
    }

    @Override
    public CompletionStage<Verdict> tls(Target target, TlsSettings tls, Conversation conversation) {
        throw new AssertionError("nothing is asked over a network here");
    }

    @Override
    public CompletionStage<Verdict> udp(Target target, Conversation conversation) {
        throw new AssertionError("nothing is asked over a network here");
    }
}
