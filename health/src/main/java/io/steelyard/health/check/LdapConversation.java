package io.steelyard.health.check;

import io.steelyard.health.Conversation;
import io.steelyard.health.Dialogue;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.TlsSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * StartTLS where it is wanted, a bind, a search where one is wanted, and an unbind: each waits for the answer to the one
 * before (RFC 4511). What is no answer ends it with a failure that says why.
 *
 * @param startTls null where TLS is not started on the way
 */
record LdapConversation(LdapQuestion question, @Nullable TlsSettings startTls) implements Conversation {
    private static final int TLS_ID = 1;
    private static final int BIND_ID = 2;
    private static final int SEARCH_ID = 3;
    private static final int UNBIND_ID = 4;
    private static final int UNASKED = 0;
    private static final int MORE_THAN_ASKED = 100;

    @Override
    public CompletionStage<Verdict> hold(Dialogue dialogue) {
        return secured(dialogue)
                .thenCompose(done -> {
                    byte[] bind = LdapMessage.write(BIND_ID, question.bind());
                    dialogue.send(bind, LdapMessage.write(BIND_ID, question.bindWithoutSecret()));
                    return answer(dialogue, BIND_ID);
                })
                .thenCompose(answer -> bound(dialogue, answer))
                .exceptionally(cause -> {
                    if (cause.getCause() instanceof BerReader.Malformed malformed) {
                        return dialogue.down("the answer is not LDAP: " + malformed.getMessage());
                    }
                    throw cause instanceof CompletionException wrapped ? wrapped : new CompletionException(cause);
                });
    }

    private CompletionStage<?> secured(Dialogue dialogue) {
        TlsSettings tls = startTls;
        if (tls == null) {
            return CompletableFuture.completedFuture(true);
        }
        dialogue.send(LdapMessage.write(TLS_ID, LdapQuestion.startTls()));
        return answer(dialogue, TLS_ID).thenCompose(answer -> {
            LdapResult result = result(answer, LdapMessage.EXTENDED_RESPONSE);
            if (!result.isSuccess()) {
                throw new DialogueFailure(Kind.TLS, "LDAP StartTLS refused: " + result.words());
            }
            return dialogue.startTls(tls);
        });
    }

    private CompletionStage<Verdict> bound(Dialogue dialogue, LdapMessage answer) {
        LdapResult result = result(answer, LdapMessage.BIND_RESPONSE);
        if (!result.isSuccess()) {
            return ended(dialogue, false, who() + " refused: " + result.words());
        }
        String base = question.searchBase();
        if (base == null) {
            return ended(dialogue, true, who() + " accepted");
        }
        int seconds = (int) Math.max(1, dialogue.target().responseTimeout().toSeconds());
        dialogue.send(LdapMessage.write(SEARCH_ID, question.search(base, seconds)));
        return found(dialogue, 0, 0);
    }

    /** Reads entries up to the search's end. */
    private CompletionStage<Verdict> found(Dialogue dialogue, int entries, int messages) {
        if (messages > question.expectEntries() + MORE_THAN_ASKED) {
            throw new DialogueFailure(Kind.TOO_LONG, "the LDAP search does not end: " + messages + " answers came");
        }
        return answer(dialogue, SEARCH_ID).thenCompose(answer -> switch (answer.operation()) {
            case LdapMessage.SEARCH_ENTRY -> found(dialogue, entries + 1, messages + 1);
            case LdapMessage.SEARCH_REFERENCE -> found(dialogue, entries, messages + 1);
            default -> judged(dialogue, result(answer, LdapMessage.SEARCH_DONE), entries);
        });
    }

    private CompletionStage<Verdict> judged(Dialogue dialogue, LdapResult result, int entries) {
        boolean enough = entries >= question.expectEntries();
        String found =
                (entries == 1 ? "1 entry" : entries + " entries") + " found under '" + question.searchBase() + "'";
        if (result.isSuccess() || (enough && result.code() == LdapResult.SIZE_LIMIT_EXCEEDED)) {
            String lack = enough ? "" : ", " + question.expectEntries() + " must be";
            return ended(dialogue, enough, found + lack);
        }
        return ended(dialogue, false, "LDAP search refused: " + result.words());
    }

    private static CompletionStage<Verdict> ended(Dialogue dialogue, boolean up, String reason) {
        dialogue.send(LdapMessage.write(UNBIND_ID, LdapQuestion.unbind()));
        return CompletableFuture.completedFuture(up ? dialogue.up(reason) : dialogue.down(reason));
    }

    private String who() {
        return question.bindDn().isEmpty() ? "anonymous LDAP bind" : "LDAP bind as '" + question.bindDn() + "'";
    }

    /** The next message, which must have this id; fails where it is another thing. */
    private static CompletionStage<LdapMessage> answer(Dialogue dialogue, int id) {
        return dialogue.receive(LdapMessage.ending(), LdapMessage.MAX_LENGTH).thenApply(bytes -> {
            LdapMessage message = LdapMessage.read(bytes);
            if (message.id() == UNASKED && message.operation() == LdapMessage.EXTENDED_RESPONSE) {
                LdapResult result = result(message, LdapMessage.EXTENDED_RESPONSE);
                throw new DialogueFailure(Kind.CLOSED, "the LDAP server ends the connection: " + result.words());
            }
            if (message.id() != id) {
                throw new BerReader.Malformed("its id is " + message.id() + " instead of " + id);
            }
            return message;
        });
    }

    private static LdapResult result(LdapMessage message, int operation) {
        if (message.operation() != operation) {
            throw new BerReader.Malformed("it is of type 0x" + Integer.toHexString(message.operation())
                    + " instead of 0x" + Integer.toHexString(operation));
        }
        return LdapResult.read(message.content());
    }
}
