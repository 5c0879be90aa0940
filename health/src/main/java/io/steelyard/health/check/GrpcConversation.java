package io.steelyard.health.check;

import io.steelyard.health.Conversation;
import io.steelyard.health.Dialogue;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.Verdict;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * One call over HTTP/2 (RFC 9113) by a client that makes no other: everything is sent at once, and frames are read until
 * the call's stream has ended. Settings and pings are acknowledged; flow control never matters to so few bytes.
 *
 * @param tls whether this is inside TLS
 */
record GrpcConversation(GrpcQuestion question, boolean tls) implements Conversation {
    private static final int MAX_FRAMES = 200;
    private static final int MOST = Http2Frame.HEADER + Http2Frame.MAX_PAYLOAD;

    @Override
    public CompletionStage<Verdict> hold(Dialogue dialogue) {
        dialogue.send(question.bytes(authority(dialogue), tls));
        return dialogue.receive(Http2Frame.ending(), MOST)
                .thenCompose(bytes -> begun(dialogue, bytes))
                .exceptionally(cause -> {
                    if (cause.getCause() instanceof Http2Fault fault) {
                        return dialogue.down("the answer is not gRPC: " + fault.getMessage());
                    }
                    throw cause instanceof CompletionException wrapped ? wrapped : new CompletionException(cause);
                });
    }

    /** The first frame must be the other side's settings (section 3.4). */
    private CompletionStage<Verdict> begun(Dialogue dialogue, byte[] bytes) {
        boolean settings = bytes[3] == Http2Frame.SETTINGS && bytes[5] == 0;
        if (!settings) {
            String beginning = Words.excerpt(new String(bytes, StandardCharsets.ISO_8859_1), 40);
            return CompletableFuture.completedFuture(
                    dialogue.down("the answer is not HTTP/2, it begins with '" + beginning + "'"));
        }
        return taken(dialogue, Http2Frame.read(bytes), new GrpcAnswer(), 1);
    }

    private CompletionStage<Verdict> next(Dialogue dialogue, GrpcAnswer answer, int frames) {
        if (frames > MAX_FRAMES) {
            throw new DialogueFailure(Kind.TOO_LONG, "the answer did not end within " + MAX_FRAMES + " frames");
        }
        return dialogue.receive(Http2Frame.ending(), MOST)
                .thenCompose(bytes -> taken(dialogue, Http2Frame.read(bytes), answer, frames + 1));
    }

    private CompletionStage<Verdict> taken(Dialogue dialogue, Http2Frame frame, GrpcAnswer answer, int frames) {
        boolean ours = frame.stream() == GrpcQuestion.STREAM;
        if (frame.type() == Http2Frame.GOAWAY) {
            return ended(dialogue, "the server ends the HTTP/2 connection: " + frame.error(4));
        }
        if (ours && frame.type() == Http2Frame.RST_STREAM) {
            return ended(dialogue, "the server ends the call: " + frame.error(0));
        }
        acknowledge(dialogue, frame);
        if (ours) {
            answer.add(frame);
        }
        if (!answer.isEnded()) {
            return next(dialogue, answer, frames);
        }
        GrpcAnswer.Finding finding = answer.finding(question.service());
        return CompletableFuture.completedFuture(
                finding.up() ? dialogue.up(finding.reason()) : dialogue.down(finding.reason()));
    }

    private static void acknowledge(Dialogue dialogue, Http2Frame frame) {
        if (frame.has(Http2Frame.ACK)) {
            return;
        }
        if (frame.type() == Http2Frame.SETTINGS) {
            dialogue.send(Http2Frame.write(Http2Frame.SETTINGS, Http2Frame.ACK, 0, new byte[0]));
        } else if (frame.type() == Http2Frame.PING) {
            dialogue.send(Http2Frame.write(Http2Frame.PING, Http2Frame.ACK, 0, frame.payload()));
        }
    }

    private static CompletionStage<Verdict> ended(Dialogue dialogue, String reason) {
        return CompletableFuture.completedFuture(dialogue.down(reason));
    }

    private static String authority(Dialogue dialogue) {
        String host = dialogue.target().host();
        InetSocketAddress address = dialogue.target().address();
        if (host != null) {
            return host;
        }
        InetAddress ip = address.getAddress();
        String literal = ip.getHostAddress().replaceFirst("%.*", "");
        return (ip instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + address.getPort();
    }
}
