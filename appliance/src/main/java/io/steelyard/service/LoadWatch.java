package io.steelyard.service;

import io.steelyard.config.ResourceConfig;
import io.steelyard.config.ResourceConfig.Means;
import io.steelyard.health.Dialogue;
import io.steelyard.health.Ending;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.pool.FetchedLoad;
import io.steelyard.pool.Pool;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the number of one real server again and again, and tells the pool. While none can be had the last one counts for
 * its time, and then the configured weight. Everything happens on the timer's thread.
 */
final class LoadWatch {
    private static final Logger log = LoggerFactory.getLogger(LoadWatch.class);
    private static final int MAX_ANSWER = 16 * 1024;

    private final Pool pool;
    private final String realServer;
    private final Target target;
    private final ResourceConfig config;
    private final Pattern pattern;
    private final ProbeNetwork network;
    private final ProbeTimer timer;
    private FetchedLoad load = FetchedLoad.NONE;
    private long fetchedAt;
    private volatile boolean stopped;

    LoadWatch(
            Pool pool,
            String realServer,
            Target target,
            ResourceConfig config,
            ProbeNetwork network,
            ProbeTimer timer) {
        this.pool = pool;
        this.realServer = realServer;
        this.target = target;
        this.config = config;
        this.pattern = Pattern.compile(config.pattern());
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

    /** The verdict's reason is the whole answer; only a verdict of up has one. */
    private CompletionStage<Verdict> converse(Dialogue dialogue) {
        dialogue.send(request().getBytes(StandardCharsets.ISO_8859_1));
        return dialogue.receiveAtMost(Ending.endOfStream(), MAX_ANSWER)
                .thenApply(bytes -> dialogue.up(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /** HTTP/1.0, so that the body is not chunked and ends with the connection. */
    private String request() {
        String address = target.address().getAddress().getHostAddress();
        String host =
                !config.host().isEmpty() ? config.host() : address.indexOf(':') < 0 ? address : "[" + address + "]";
        return "GET " + config.path() + " HTTP/1.0\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    private void heard(@Nullable Verdict verdict, @Nullable Throwable failure, long askedAt) {
        if (stopped) {
            return;
        }
        LoadAnswer answer = verdict == null
                ? new LoadAnswer.Useless(String.valueOf(failure))
                : verdict.up() ? LoadAnswer.of(verdict.reason(), pattern) : new LoadAnswer.Useless(verdict.reason());
        if (answer instanceof LoadAnswer.Told number) {
            fetchedAt = timer.nanos();
            take(
                    config.means() == Means.LOAD
                            ? FetchedLoad.ofLoad(number.value())
                            : FetchedLoad.ofCapacity(number.value()));
        } else {
            FetchedLoad failing = load.failing(((LoadAnswer.Useless) answer).why());
            take(timer.nanos() - fetchedAt < config.keep().toNanos() ? failing : failing.outdated());
        }
        long next = askedAt + config.interval().toNanos();
        timer.schedule(this::ask, Math.max(0, next - timer.nanos()));
    }

    private void take(FetchedLoad now) {
        if (now.equals(load)) {
            return;
        }
        if (load.failure().isEmpty() && !now.failure().isEmpty()) {
            log.warn(
                    "{}: {} gives no number to go by ({}); the last one counts for {}, and then the weight that is"
                            + " configured",
                    pool.name(),
                    realServer,
                    now.failure(),
                    Words.time(config.keep()));
        }
        load = now;
        pool.fetched(realServer, now);
    }
}
