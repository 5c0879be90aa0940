package io.steelyard.health.check;

import io.steelyard.health.Conversation;
import io.steelyard.health.Dialogue;
import io.steelyard.health.Verdict;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: reads the answer's head, and its body where that is to be matched. Serves one dialogue;
 * where a redirect is to be followed, {@link #next} says where to once the verdict is there.
 */
final class HttpConversation implements Conversation {
    private static final int MAX_HEAD = Dialogue.MAX_BYTES;
    private static final int MAX_BODY = Dialogue.MAX_BYTES;
    private static final int MAX_INTERIM = 10;

    private final HttpQuestion question;
    private final HttpExpectation expectation;
    private final HttpTrail trail;
    private final boolean named;

    private volatile @Nullable Next next;

    /** A redirect to be followed. */
    record Next(int code, HttpPlace place, HttpTrail trail) {}

    HttpConversation(HttpQuestion question, HttpExpectation expectation, HttpTrail trail, boolean named) {
        this.question = question;
        this.expectation = expectation;
        this.trail = trail;
        this.named = named;
    }

    /** Null where the verdict is the last word. */
    @Nullable
    Next next() {
        return next;
    }

    @Override
    public boolean speaksFirst() {
        return true;
    }

    @Override
    public boolean mayStartTls() {
        return false;
    }

    @Override
    public CompletionStage<Verdict> hold(Dialogue dialogue) {
        dialogue.send(question.bytes(dialogue.target()));
        return head(dialogue, new HttpReading(question.place(dialogue.target()), named), MAX_INTERIM);
    }

    private CompletionStage<Verdict> head(Dialogue dialogue, HttpReading reading, int interimLeft) {
        return dialogue.receive(HttpAnswerHead.ending(), MAX_HEAD).thenCompose(bytes -> {
            HttpAnswerHead head;
            try {
                head = HttpAnswerHead.parse(bytes);
            } catch (HttpAnswerHead.Malformed e) {
                return now(dialogue.down(e.reason()));
            }
            if (!head.isInterim()) {
                return trail.follows() && head.redirectsTo() != null
                        ? redirected(dialogue, reading, head)
                        : judge(dialogue, reading, head);
            }
            return interimLeft > 0
                    ? head(dialogue, reading, interimLeft - 1)
                    : now(dialogue.down("only interim answers came, the last was " + reading.seen(head)));
        });
    }

    private CompletionStage<Verdict> redirected(Dialogue dialogue, HttpReading reading, HttpAnswerHead head) {
        HttpPlace place = question.place(dialogue.target()).follow(Objects.requireNonNull(head.redirectsTo()));
        if (place == null) {
            return judge(dialogue, reading, head);
        }
        String refusal = trail.refusal(place);
        if (refusal != null) {
            return now(dialogue.down("HTTP " + head.code() + refusal));
        }
        next = new Next(head.code(), place, trail.with(place));
        return now(dialogue.up(reading.seen(head)));
    }

    private CompletionStage<Verdict> judge(Dialogue dialogue, HttpReading reading, HttpAnswerHead head) {
        if (!expectation.codes().contains(head.code())) {
            return now(dialogue.down(reading.unwanted(head, expectation.codes())));
        }
        Pattern location = expectation.location();
        if (location != null) {
            String given = head.find("Location");
            if (given == null) {
                return now(dialogue.down(reading.noLocation(head, location.pattern())));
            }
            if (PatternSearch.search(location, given) != PatternSearch.Outcome.FOUND) {
                return now(dialogue.down(HttpReading.otherLocation(given, location.pattern())));
            }
        }
        if (expectation.body() == null) {
            return now(dialogue.up(reading.seen(head)));
        }
        return dialogue.receiveAtMost(HttpBody.ending(head, MAX_BODY), MAX_BODY)
                .thenApply(body -> judgeBody(dialogue, reading, head, HttpBody.text(head, body)));
    }

    private Verdict judgeBody(Dialogue dialogue, HttpReading reading, HttpAnswerHead head, String body) {
        Pattern wanted = Objects.requireNonNull(expectation.body());
        return switch (PatternSearch.search(wanted, body)) {
            case FOUND -> dialogue.up(reading.seen(head));
            case NOT_FOUND -> dialogue.down(reading.otherBody(head, wanted.pattern()));
            case GAVE_UP ->
                dialogue.down(
                        reading.seen(head) + ", but matching its body takes too long; simplify the regular expression");
        };
    }

    private static CompletionStage<Verdict> now(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }
}
