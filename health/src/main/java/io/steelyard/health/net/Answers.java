package io.steelyard.health.net;

import io.netty.buffer.ByteBuf;
import io.steelyard.health.Dialogue;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.Ending;
import org.jspecify.annotations.Nullable;

/** What came on one connection, and the one receive that may wait for more of it. Used on one thread. */
final class Answers {
    private final Inbox inbox = new Inbox();
    private @Nullable Receive awaited;

    boolean isAwaited() {
        return awaited != null;
    }

    /** Whether nothing is left that no receive has taken. */
    boolean isEmpty() {
        return inbox.length() == 0;
    }

    boolean isFull() {
        return inbox.isFull();
    }

    /** Takes all that the buffer has, and writes it into the transcript; it stays the caller's to release. */
    void add(ByteBuf bytes, Recorder recorder) {
        int before = inbox.length();
        inbox.add(bytes);
        recorder.received(inbox.bytes(), before, inbox.length() - before);
    }

    void ask(Receive wanted) {
        if (wanted.most < 1 || wanted.most > Dialogue.MAX_BYTES) {
            throw new IllegalArgumentException("a receive may ask for 1 to " + Dialogue.MAX_BYTES + " bytes");
        }
        if (awaited != null) {
            throw new IllegalStateException("one receive at a time");
        }
        awaited = wanted;
    }

    /**
     * Completes the receive that waits, if it can be.
     *
     * @param failure why no more comes; null where more may
     * @return that more came than it reads, which is for the caller to act on; null in all other cases
     */
    @Nullable
    DialogueFailure serve(@Nullable DialogueFailure failure) {
        Receive waiting = awaited;
        if (waiting == null) {
            return null;
        }
        int offered = Math.min(inbox.length(), waiting.most);
        int end = offered > waiting.seen ? waiting.ending.find(inbox.bytes(), waiting.seen, offered) : Ending.NOT_YET;
        waiting.seen = offered;
        if (end >= 0) {
            answer(waiting, Math.min(end, offered));
        } else if (offered == waiting.most && waiting.lenient) {
            answer(waiting, offered);
        } else if (offered == waiting.most) {
            return Failures.tooLong(waiting.most);
        } else if (failure != null) {
            noMoreCome(failure);
        }
        return null;
    }

    /** Ends the receive that waits, if one does: with what came where it takes that, else with the failure. */
    void noMoreCome(DialogueFailure why) {
        Receive waiting = awaited;
        if (waiting == null) {
            return;
        }
        if (waiting.lenient && why.kind() == DialogueFailure.Kind.CLOSED) {
            answer(waiting, inbox.length());
        } else {
            awaited = null;
            waiting.answer.completeExceptionally(why);
        }
    }

    private void answer(Receive waiting, int count) {
        awaited = null;
        waiting.answer.complete(inbox.take(count));
    }
}
