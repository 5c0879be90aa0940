package io.steelyard.health;

import io.steelyard.health.tls.TlsSettings;
import java.util.concurrent.CompletionStage;

/**
 * How checks reach the network without knowing what carries them. One probe holds one conversation on one fresh
 * connection; the network opens it, keeps the transcript, minds the target's times and closes it, whatever the check
 * does. Thread-safe.
 */
public interface ProbeNetwork {

    /**
     * Opens a TCP connection to the target and holds the conversation on it.
     *
     * @return completes with what the conversation found, or with a verdict of down whose reason says what went wrong;
     *     never fails, and is complete at the latest when the target's connect and response times are over
     */
    CompletionStage<Verdict> tcp(Target target, Conversation conversation);

    /**
     * Opens a TCP connection to the target, shakes hands on TLS within the target's connect time, and holds the
     * conversation inside. The name that is asked for, and verified where the settings say so, is the settings' own or
     * the target's host name; where there is neither, none is asked for, and the target's address is verified.
     *
     * @return as {@link #tcp} does
     */
    CompletionStage<Verdict> tls(Target target, TlsSettings tls, Conversation conversation);

    /**
     * Holds the conversation by datagrams with the target. Each send is one datagram, and each receive is one: the first
     * in which its ending finds an end, as others may have come from anybody. The connect timeout plays no part.
     *
     * @return as {@link #tcp}
     */
    CompletionStage<Verdict> udp(Target target, Conversation conversation);
}
