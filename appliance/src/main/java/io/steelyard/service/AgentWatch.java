package io.steelyard.service;

import io.steelyard.config.AgentConfig;
import io.steelyard.health.Conversation;
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
final class AgentWatch implements Asking.Listener {
    private static final Logger log = LoggerFactory.getLogger(AgentWatch.class);

    private final Pool pool;
    private final String realServer;
    private final AgentConfig.Type type;
    private final Asking asking;
    private AgentWord word = AgentWord.NONE;
    private boolean complained;

    AgentWatch(
            Pool pool, String realServer, Target target, AgentConfig config, ProbeNetwork network, ProbeTimer timer) {
        this.pool = pool;
        this.realServer = realServer;
        this.type = config.type();
        this.asking = new Asking(target, conversation(target, config), config.interval(), this, network, timer);
    }

    private static Conversation conversation(Target target, AgentConfig config) {
        return config.type() == AgentConfig.Type.HTTP
                ? new PlainGet(PlainGet.hostOf(target.address()), config.path(), StandardCharsets.UTF_8)
                : AgentWatch::hearLine;
    }

    private static CompletionStage<Verdict> hearLine(Dialogue dialogue) {
        return dialogue.receiveAtMost(Ending.after("\n"), AgentLine.MAX_LENGTH)
                .thenApply(bytes -> dialogue.up(new String(bytes, StandardCharsets.UTF_8)));
    }

    void begin() {
        asking.begin();
    }

    void stop() {
        asking.stop();
    }

    @Override
    public void answered(String answer) {
        String line = line(answer);
        AgentLine said = line == null ? null : AgentLine.parse(line);
        if (said == null || !said.saysSomething()) {
            unanswered("it said nothing");
        } else {
            complained = false;
            take(word.after(said));
        }
    }

    @Override
    public void unanswered(String why) {
        if (!complained) {
            complained = true;
            log.warn(
                    "{}: the agent of {} gives no answer to go by ({}); what it said before stays. Said once",
                    pool.name(),
                    realServer,
                    why);
        }
    }

    private void take(AgentWord now) {
        if (!now.equals(word)) {
            log.info("{}: the agent of {} says {}", pool.name(), realServer, now);
            word = now;
            pool.agentSays(realServer, now);
        }
    }

    private @Nullable String line(String answer) {
        if (type == AgentConfig.Type.TCP) {
            return answer;
        }
        int end = answer.indexOf("\r\n\r\n");
        boolean good = answer.matches("(?s)HTTP/1\\.[01] 200[ \r].*");
        return good && end >= 0 ? answer.substring(end + 4).stripLeading() : null;
    }
}
