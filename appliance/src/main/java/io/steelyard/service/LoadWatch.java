package io.steelyard.service;

import io.steelyard.config.ResourceConfig;
import io.steelyard.config.ResourceConfig.Means;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Target;
import io.steelyard.pool.FetchedLoad;
import io.steelyard.pool.Pool;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the number of one real server again and again, and tells the pool. While none can be had the last one counts for
 * its time, and then the configured weight. Everything happens on the timer's thread.
 */
final class LoadWatch implements Asking.Listener {
    private static final Logger log = LoggerFactory.getLogger(LoadWatch.class);

    private final Pool pool;
    private final String realServer;
    private final ResourceConfig config;
    private final Pattern pattern;
    private final Asking asking;
    private final ProbeTimer timer;
    private FetchedLoad load = FetchedLoad.NONE;
    private long fetchedAt;

    LoadWatch(
            Pool pool,
            String realServer,
            Target target,
            ResourceConfig config,
            ProbeNetwork network,
            ProbeTimer timer) {
        this.pool = pool;
        this.realServer = realServer;
        this.config = config;
        this.pattern = Pattern.compile(config.pattern());
        this.timer = timer;
        String host = config.host().isEmpty() ? PlainGet.hostOf(target.address()) : config.host();
        this.asking = new Asking(
                target,
                new PlainGet(host, config.path(), StandardCharsets.ISO_8859_1),
                config.interval(),
                this,
                network,
                timer);
    }

    void begin() {
        asking.begin();
    }

    void stop() {
        asking.stop();
    }

    @Override
    public void answered(String answer) {
        LoadAnswer amounts = LoadAnswer.of(answer, pattern);
        if (amounts instanceof LoadAnswer.Told number) {
            fetchedAt = timer.nanos();
            take(
                    config.means() == Means.LOAD
                            ? FetchedLoad.ofLoad(number.value())
                            : FetchedLoad.ofCapacity(number.value()));
        } else {
            unanswered(((LoadAnswer.Useless) amounts).why());
        }
    }

    @Override
    public void unanswered(String why) {
        FetchedLoad failing = load.failing(why);
        take(timer.nanos() - fetchedAt < config.keep().toNanos() ? failing : failing.outdated());
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
