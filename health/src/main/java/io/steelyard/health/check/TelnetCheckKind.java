package io.steelyard.health.check;

import io.steelyard.health.Dialogue;
import io.steelyard.health.Ending;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import io.steelyard.health.tls.TlsSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code telnet}: up is who sends anything at all, negotiation (RFC 854) or text; or the text that is expected. */
public final class TelnetCheckKind implements HealthCheckKind {
    private static final int MAX_TEXT = 16 * 1024;
    private static final int MOST_ROUNDS = 50;
    private static final int MOST_SHOWN = 100;
    private static final Ending ANYTHING = (bytes, seen, length) -> length > 0 ? length : Ending.NOT_YET;

    private static final Setting<TlsMode> TLS = TlsMode.setting(TlsMode.NONE, TlsMode.IMPLICIT);

    private static final Setting<Pattern> EXPECT = Setting.pattern(
            "expect",
            "A regular expression that must be found in the first 16 KiB of text, such as 'login:'; options that the server "
                    + "wants to negotiate are declined. Left out, the first byte counts as up.");

    @Override
    public String type() {
        return "telnet";
    }

    @Override
    public List<Setting<?>> settings() {
        return Stream.concat(Stream.of(EXPECT, TLS, CheckPort.PORT), TlsReading.SETTINGS.stream())
                .toList();
    }

    @Override
    public HealthCheck create(Settings settings) {
        @Nullable TlsSettings tls = null;
        if (settings.get(TLS) == TlsMode.NONE) {
            TlsReading.refuse(settings, "set 'tls' to implicit");
        } else {
            tls = TlsReading.read(settings);
        }
        Pattern expect = settings.find(EXPECT);
        Connecting connecting = new Connecting(CheckPort.of(settings), tls);
        return (target, network) ->
                connecting.open(target, network, dialogue -> listen(dialogue, new TelnetStream(), expect, MOST_ROUNDS));
    }

    private static CompletionStage<Verdict> listen(
            Dialogue dialogue, TelnetStream stream, @Nullable Pattern expect, int roundsLeft) {
        return dialogue.receive(ANYTHING, MAX_TEXT).thenCompose(bytes -> {
            byte[] answer = stream.feed(bytes);
            if (expect == null) {
                return now(dialogue.up(seen(stream)));
            }
            PatternSearch.Outcome outcome = PatternSearch.search(expect, stream.text());
            if (outcome == PatternSearch.Outcome.FOUND) {
                return now(dialogue.up(seen(stream)));
            }
            if (outcome == PatternSearch.Outcome.GAVE_UP) {
                return now(dialogue.down("matching the text takes too long; simplify the regular expression"));
            }
            if (roundsLeft == 0 || stream.text().length() >= MAX_TEXT) {
                return now(dialogue.down(
                        seen(stream) + ", which does not match " + Words.excerpt(expect.pattern(), MOST_SHOWN)));
            }
            if (answer.length > 0) {
                dialogue.send(answer);
            }
            return listen(dialogue, stream, expect, roundsLeft - 1);
        });
    }

    private static String seen(TelnetStream stream) {
        String text = Words.excerpt(stream.text().strip(), MOST_SHOWN);
        if (!text.isEmpty()) {
            return "telnet: '" + text + "'";
        }
        return stream.hasNegotiated() ? "telnet negotiation" : "telnet: a first byte came";
    }

    private static CompletionStage<Verdict> now(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }
}
