package io.steelyard.service;

import io.steelyard.config.AnswersConfig;
import io.steelyard.config.VirtualServiceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which settings of a virtual service differ, other than its place, its real servers and what its checks ask. Pure. */
final class SettingsDiffer {
    private final List<String> words = new ArrayList<>();

    private SettingsDiffer() {}

    static List<String> between(VirtualServiceConfig was, VirtualServiceConfig now) {
        SettingsDiffer differ = new SettingsDiffer();
        differ.compare("scheduling", was.scheduling(), now.scheduling());
        differ.compare("health", was.health(), now.health());
        differ.compare("timeouts", was.timeouts(), now.timeouts());
        differ.compare("limits", was.limits(), now.limits());
        differ.compare("upgrades", was.upgrades(), now.upgrades());
        AnswersConfig answers = was.http().answers();
        AnswersConfig answersNow = now.http().answers();
        differ.compare("answers.errorPages", answers.errorPages(), answersNow.errorPages());
        differ.compare("answers.retryAfter", answers.retryAfter(), answersNow.retryAfter());
        differ.compare("redirectHttp", answers.redirectHttp(), answersNow.redirectHttp());
        differ.compare("accessLog", was.http().accessLog(), now.http().accessLog());
        differ.compare("debug", was.http().debug(), now.http().debug());
        differ.compare(
                "clients",
                was.http().capacity().clients(),
                now.http().capacity().clients());
        differ.compare(
                "queue", was.http().capacity().queue(), now.http().capacity().queue());
        differ.compare(
                "retries",
                was.http().capacity().retries(),
                now.http().capacity().retries());
        differ.compare(
                "forwarding",
                was.http().origin().forwarding(),
                now.http().origin().forwarding());
        differ.compare(
                "proxyProtocol",
                was.http().origin().proxyProtocol(),
                now.http().origin().proxyProtocol());
        differ.compare(
                "requestId",
                was.http().origin().requestId(),
                now.http().origin().requestId());
        differ.compare(
                "tracing", was.http().origin().tracing(), now.http().origin().tracing());
        differ.compare(
                "healthCombine",
                was.availability().combination(),
                now.availability().combination());
        differ.compare(
                "minServersUp",
                was.availability().minServersUp(),
                now.availability().minServersUp());
        differ.compare(
                "whenAllDown",
                was.availability().whenAllDown(),
                now.availability().whenAllDown());
        differ.compare(
                "slowStart", was.availability().slowStart(), now.availability().slowStart());
        differ.compare(
                "passive", was.availability().passive(), now.availability().passive());
        differ.compare("agent", was.availability().agent(), now.availability().agent());
        differ.compare(
                "hashing", was.distribution().hashing(), now.distribution().hashing());
        differ.compare(
                "resource", was.distribution().resource(), now.distribution().resource());
        differ.compare(
                "persistence",
                was.distribution().persistence(),
                now.distribution().persistence());
        return differ.words;
    }

    private void compare(String word, @Nullable Object was, @Nullable Object now) {
        if (!Objects.equals(was, now)) {
            words.add(word);
        }
    }
}
