package io.steelyard.config;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Kinds of health check that remember what they were made of, and never probe. */
final class TestKinds {
    static final HealthCheckKinds ALL = HealthCheckKinds.of(List.of(new Http(), new Tcp(), new Broken()));

    private TestKinds() {}

    enum Method {
        HEAD,
        GET
    }

    record Question(String path, Method method, String location, String version, List<String> up)
            implements HealthCheck {
        @Override
        public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
            return CompletableFuture.failedFuture(new IllegalStateException("never probed here"));
        }
    }

    /** What an HTTP check asks when only these are said. */
    static Question question(String path, String location) {
        return new Question(path, Method.HEAD, location, "HTTP/1.1", List.of("200-299", "301", "302", "401"));
    }

    private static final class Http implements HealthCheckKind {
        private static final Setting<String> PATH = Setting.text("path", 100, "/", "Help.");
        private static final Setting<Method> METHOD = Setting.choice("method", Method.class, Method.HEAD, "Help.");
        private static final Setting<String> VERSION = Setting.text("version", 8, "HTTP/1.1", "Help.");
        private static final Setting<List<String>> UP = Setting.list(
                        "up", Setting.text("code", 7, "200", "Help."), 10, "Help.")
                .or(List.of("200-299", "301", "302", "401"));
        private static final Setting<Pattern> LOCATION = Setting.pattern("location", "Help.");

        @Override
        public String type() {
            return "http";
        }

        @Override
        public HealthCheck create(Settings settings) {
            Question question = new Question(
                    settings.get(PATH),
                    settings.get(METHOD),
                    settings.get(LOCATION).pattern(),
                    settings.get(VERSION),
                    settings.get(UP));
            if (settings.has("location") && question.method == Method.GET) {
                settings.problem("location", "a location goes with HEAD only");
            }
            return question;
        }

        @Override
        public boolean asksByHost() {
            return true;
        }
    }

    private static final class Tcp implements HealthCheckKind {
        @Override
        public String type() {
            return "tcp";
        }

        @Override
        public HealthCheck create(Settings settings) {
            return new Question("", Method.HEAD, "", "", List.of());
        }
    }

    /** Somebody's jar with a mistake in it. */
    private static final class Broken implements HealthCheckKind {
        @Override
        public String type() {
            return "broken";
        }

        @Override
        public HealthCheck create(Settings settings) {
            throw new IllegalStateException("no licence");
        }
    }
}
