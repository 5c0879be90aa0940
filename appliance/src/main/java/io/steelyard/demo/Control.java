package io.steelyard.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the control port of a demo server understands, without the HTTP around it. */
final class Control {
    private final DemoServer server;

    Control(DemoServer server) {
        this.server = server;
    }

    /**
     * What an order led to, in one line.
     *
     * @param done false where the path is no order
     */
    record Outcome(boolean done, String line) {}

    /** Carries out the order that a path is; done when the future is. */
    CompletionStage<Outcome> order(String path) {
        List<String> parts = List.of(path.split("/", 6));
        if (parts.size() == 4 && parts.get(1).equals("sites") && startOrStop(parts.get(3))) {
            return site(parts.get(2), parts.get(3).equals("start"));
        }
        if (parts.size() == 4 && parts.get(1).equals("pools") && startOrStop(parts.get(3))) {
            return pool(parts.get(2), parts.get(3).equals("start"));
        }
        if (parts.size() == 3 && parts.get(1).equals("server")) {
            return tcp(parts.get(2));
        }
        return parts.size() == 3 && parts.get(1).equals("delay") ? delay(parts.get(2)) : unknown();
    }

    private static boolean startOrStop(String word) {
        return word.equals("start") || word.equals("stop");
    }

    private CompletionStage<Outcome> site(String host, boolean run) {
        DemoSite site = server.bindings().find(host);
        if (site == null) {
            return unknown();
        }
        site.run(run);
        return done("site " + host + (run ? " is running" : " is stopped, its requests get 404 from HTTP.sys"));
    }

    private CompletionStage<Outcome> pool(String host, boolean run) {
        DemoSite site = server.bindings().find(host);
        if (site == null) {
            return unknown();
        }
        site.runPool(run);
        return done("application pool of " + host
                + (run ? " is running" : " is stopped, its requests get 503 from HTTP.sys"));
    }

    private CompletionStage<Outcome> tcp(String word) {
        TcpLevel next = switch (word) {
            case "start" -> TcpLevel.ANSWER;
            case "stop" -> TcpLevel.REFUSE;
            case "reset" -> TcpLevel.RESET;
            case "silence" -> TcpLevel.SILENT;
            default -> null;
        };
        if (next == null) {
            return unknown();
        }
        return server.level(next)
                .handle((done, failure) -> failure == null
                        ? new Outcome(true, server.name() + ": it is " + next.words())
                        : new Outcome(true, server.name() + ": " + failure.getMessage()));
    }

    private CompletionStage<Outcome> delay(String millis) {
        try {
            server.delay(Duration.ofMillis(Integer.parseInt(millis)));
            return done("answers are held back by " + millis + " ms");
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(
                    new Outcome(false, "a delay must be from 0 to " + DemoServer.MAX_DELAY.toMillis() + " ms"));
        }
    }

    private CompletionStage<Outcome> done(String what) {
        return CompletableFuture.completedFuture(new Outcome(true, server.name() + ": " + what));
    }

    private CompletionStage<Outcome> unknown() {
        return CompletableFuture.completedFuture(
                new Outcome(false, "no such order; curl http://127.0.0.1:" + server.controlPort() + "/ lists them"));
    }
}
