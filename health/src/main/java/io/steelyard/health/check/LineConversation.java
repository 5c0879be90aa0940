package io.steelyard.health.check;

import io.steelyard.health.Conversation;
import io.steelyard.health.Dialogue;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears the greeting, asks what there is to ask, goes over to TLS where it is told to, and says goodbye. Without state:
 * one serves all probes of a check.
 *
 * @param commands what is asked after the greeting, in order
 * @param expect must be found in the greeting; null where any will do
 * @param tls what is gone over to at the end; null for nothing
 */
record LineConversation(
        LineProtocol protocol,
        List<LineCommand> commands,
        @Nullable Pattern expect,
        @Nullable TlsSettings tls) implements Conversation {
    private static final int MAX_REPLY = 16 * 1024;
    private static final int MOST_SHOWN = 120;

    LineConversation {
        commands = List.copyOf(commands);
    }

    @Override
    public CompletionStage<Verdict> hold(Dialogue dialogue) {
        return dialogue.receive(protocol.reply().ending(), MAX_REPLY).thenCompose(bytes -> {
            String greeting = text(bytes);
            String refusal = refusal(greeting);
            return refusal == null
                    ? ask(dialogue, shown(greeting), 0)
                    : CompletableFuture.completedFuture(dialogue.down(refusal));
        });
    }

    private @Nullable String refusal(String greeting) {
        if (!protocol.greeting().matcher(greeting).lookingAt()) {
            return shown(greeting) + " is no greeting of a server that is ready, which begins with "
                    + protocol.greetingWords();
        }
        if (expect == null) {
            return null;
        }
        return switch (PatternSearch.search(expect, greeting)) {
            case FOUND -> null;
            case NOT_FOUND ->
                shown(greeting) + ", but the greeting does not match " + Words.excerpt(expect.pattern(), MOST_SHOWN);
            case GAVE_UP ->
                shown(greeting) + ", but matching the greeting takes too long; simplify the regular expression";
        };
    }

    private CompletionStage<Verdict> ask(Dialogue dialogue, String seen, int next) {
        if (next < commands.size()) {
            return ask(dialogue, commands.get(next), () -> ask(dialogue, seen, next + 1));
        }
        if (tls == null) {
            return goodbye(dialogue, seen);
        }
        return ask(
                dialogue,
                protocol.startTls(),
                () -> dialogue.startTls(tls).thenCompose(facts -> goodbye(dialogue, seen + ", TLS started")));
    }

    private CompletionStage<Verdict> ask(
            Dialogue dialogue, LineCommand command, java.util.function.Supplier<CompletionStage<Verdict>> then) {
        send(dialogue, command.line());
        return dialogue.receive(command.reply().ending(), MAX_REPLY).thenCompose(bytes -> {
            String answer = text(bytes);
            return command.isAnsweredBy(answer)
                    ? then.get()
                    : goodbye(dialogue, dialogue.down(shown(lastLine(answer)) + " to " + command.line()));
        });
    }

    private CompletionStage<Verdict> goodbye(Dialogue dialogue, String seen) {
        send(dialogue, protocol.goodbye());
        return CompletableFuture.completedFuture(dialogue.up(seen));
    }

    private CompletionStage<Verdict> goodbye(Dialogue dialogue, Verdict verdict) {
        send(dialogue, protocol.goodbye());
        return CompletableFuture.completedFuture(verdict);
    }

    private static void send(Dialogue dialogue, String line) {
        dialogue.send((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private String shown(String reply) {
        int end = reply.indexOf('\n');
        return (protocol.name() + " " + Words.excerpt(end < 0 ? reply : reply.substring(0, end), MOST_SHOWN)).strip();
    }

    private static String lastLine(String reply) {
        String text = reply.stripTrailing();
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
