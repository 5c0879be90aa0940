package io.steelyard.service;

import io.steelyard.health.Conversation;
import io.steelyard.health.Dialogue;
import io.steelyard.health.Ending;
import io.steelyard.health.Verdict;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/**
 * One GET in HTTP/1.0, so that the answer's body is not chunked and ends with the connection. The verdict's reason is the
 * whole answer, head and all; only a verdict of up has one.
 *
 * @param host what the Host field says
 * @param charset of the answer
 */
record PlainGet(String host, String path, Charset charset) implements Conversation {
    private static final int MAX_ANSWER = 16 * 1024;

    /** How the Host field names a server that has no name (RFC 9110 section 7.2: version 6 in brackets). */
    static String hostOf(InetSocketAddress server) {
        String address = server.getAddress().getHostAddress();
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    @Override
    public CompletionStage<Verdict> hold(Dialogue dialogue) {
        dialogue.send(request().getBytes(StandardCharsets.ISO_8859_1));
        return dialogue.receiveAtMost(Ending.endOfStream(), MAX_ANSWER)
                .thenApply(bytes -> dialogue.up(new String(bytes, charset)));
    }

    private String request() {
        return "GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }
}
