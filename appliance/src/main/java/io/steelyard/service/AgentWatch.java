package io.steelyard.service;

import io.steelyard.config.AgentConfig;
import io.steelyard.health.Dialogue;
import io.steelyard.health.Ending;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.pool.AgentLine;
import io.steelyard.pool.AgentWord;
import io.steelyard.pool.Pool;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the agent of one real server again and again, and tells the pool what its lines amount to. An agent that does not
 * answer changes nothing: it is no health check. Everything happens on the timer's thread.
 */
final class AgentWatch {
    private static final Logger log = LoggerFactory.getLogger(AgentWatch.class);
    private static final int MAX_ANSWER = 16 * 1024;

    private final Pool pool;
    private final String realServer;
    private final Target target;
    private final AgentConfig config;
    private final ProbeNetwork network;
    private final ProbeTimer timer;
    private AgentWord word = AgentWord.NONE;
    private boolean complained;
    private volatile boolean stopped;

    AgentWatch(
            Pool pool, String realServer, Target target, AgentConfig config, ProbeNetwork network, ProbeTimer timer) {
        this.pool = pool;
        this.realServer = realServer;
        this.target = target;
        this.config = config;
        this.network = network;
        this.timer = timer;
    }

    void begin() {
        timer.execute(this::ask);
    }

    void stop() {
        stopped = true;
    }

    private void ask() {
        if (stopped) {
            return;
        }
        long askedAt = timer.nanos();
        var unused = network.tcp(target, this::converse)
                .whenComplete((verdict, failure) -> timer.execute(() -> heard(verdict, failure, askedAt)));
    }

    /** The verdict's reason is what the agent said; only a verdict of up has one. */
    private CompletionStage<Verdict> converse(Dialogue dialogue) {
        if (config.type() == AgentConfig.Type.HTTP) {
            dialogue.send(request().getBytes(StandardCharsets.ISO_8859_1));
            return dialogue.receiveAtMost(Ending.endOfStream(), MAX_ANSWER)
                    .thenApply(bytes -> dialogue.up(text(bytes)));
        }
        return dialogue.receiveAtMost(Ending.after("\n"), AgentLine.MAX_LENGTH)
                .thenApply(bytes -> dialogue.up(text(bytes)));
    }

    /** HTTP/1.0, so that the body is not chunked and ends with the connection. */
    private String request() {
        return "GET " + config.path() + " HTTP/1.0\r\nHost: "
                + target.address().getAddress().getHostAddress() + "\r\nConnection: close\r\n\r\n";
    }

    private void heard(@Nullable Verdict verdict, @Nullable Throwable failure, long askedAt) {
        if (stopped) {
            return;
        }
        String line = verdict == null || !verdict.up() ? null : line(verdict.reason());
        AgentLine said = line == null ? null : AgentLine.parse(line);
        if (said == null || !said.saysSomething()) {
            complain(verdict == null ? String.valueOf(failure) : verdict.up() ? "it said nothing" : verdict.reason());
        } else {
            complained = false;
            take(word.after(said));
        }
        long next = askedAt + config.interval().toNanos();
        timer.schedule(this::ask, Math.max(0, next - timer.nanos()));
    }

    private void take(AgentWord now) {
        if (!now.equals(word)) {
            log.info("{}: the agent of {} says {}", pool.name(), realServer, now);
            word = now;
            pool.agentSays(realServer, now);
        }
    }

    private void complain(String why) {
        if (!complained) {
            complained = true;
            log.warn(
                    "{}: the agent of {} gives no answer to go by ({}); what it said before stays. Said once",
                    pool.name(),
                    realServer,
                    why);
        }
    }

    private @Nullable String line(String answer) {
        if (config.type() == AgentConfig.Type.TCP) {
            return answer;
        }
        int end = answer.indexOf("\r\n\r\n");
        boolean good = answer.matches("(?s)HTTP/1\\.[01] 200[ \r].*");
        return good && end >= 0 ? answer.substring(end + 4).stripLeading() : null;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
