package io.steelyard.admin;

import io.steelyard.admin.metrics.TrafficMeters;
import io.steelyard.config.AdminConfig;
import io.steelyard.health.CellState;
import io.steelyard.health.HostPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows the page with a farm that has something of everything, for looking at it by hand: {@code ShownFarm [port]}; it
 * ends with its standard input. Traffic is made up; every few seconds a cell changes.
 */
public final class ShownFarm {
    private final FarmFixture farm = new FarmFixture();
    private final TrafficMeters traffic = new TrafficMeters(farm.meters);
    private final Random random = new Random(7);
    private long ticks;

    public static void main(String[] arguments) throws Exception {
        long began = System.nanoTime();
        ShownFarm shown = new ShownFarm();
        shown.fill();
        int port = arguments.length == 0 ? 8443 : Integer.parseInt(arguments[0]);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (AdminServer server = AdminServer.start(
                AdminConfig.open("127.0.0.1", port),
                shown.farm,
                shown.farm.meters,
                new About("0.1.0", Instant.now(), Clock.systemUTC()))) {
            System.out.println(
                    "http:/" + server.address() + " after " + (System.nanoTime() - began) / 1_000_000 + " ms");
            var unused = timer.scheduleAtFixedRate(() -> shown.tick(server), 50, 50, TimeUnit.MILLISECONDS);
            while (System.in.read() >= 0) {
                // Until whoever started this closes it.
            }
        } finally {
            timer.shutdownNow();
        }
    }

    private void fill() {
        farm.with(FarmFixture.service(
                        "surveyor",
                        80,
                        List.of("192.0.2.21", "192.0.2.22", "192.0.2.23"),
                        List.of(
                                FarmFixture.host("ntrip.surveyor.lab", HostPolicy.OWN_TRAFFIC),
                                FarmFixture.host("www.surveyor.lab", HostPolicy.OWN_TRAFFIC))))
                .with(FarmFixture.service(
                        "intranet",
                        8080,
                        List.of("192.0.2.31", "192.0.2.32", "2001:db8::33"),
                        List.of(
                                FarmFixture.host("intranet.business.lab", HostPolicy.REQUIRED),
                                FarmFixture.host("status.business.lab", HostPolicy.INFORMATIONAL))))
                .with(FarmFixture.service(
                        "archive",
                        8081,
                        List.of("192.0.2.41"),
                        List.of(FarmFixture.host("archive.business.lab", HostPolicy.OWN_TRAFFIC))));
        Instant now = Instant.now();
        for (String server : List.of("192.0.2.21:80", "192.0.2.22:80", "192.0.2.23:80")) {
            for (String host : List.of("ntrip.surveyor.lab", "www.surveyor.lab")) {
                farm.move("surveyor", server, host, CellState.UP, now.minusSeconds(86_400 * 3 + 7200), "HTTP 200");
            }
        }
        farm.move(
                "surveyor",
                "192.0.2.22:80",
                "www.surveyor.lab",
                CellState.DOWN,
                now.minusSeconds(133),
                "HTTP 404 from HTTP.sys: the site is stopped or has no binding for www.surveyor.lab");
        for (String server : List.of("192.0.2.31:80", "192.0.2.32:80")) {
            farm.move("intranet", server, "intranet.business.lab", CellState.UP, now.minusSeconds(4000), "HTTP 302");
            farm.move("intranet", server, "status.business.lab", CellState.UP, now.minusSeconds(4000), "HTTP 200");
        }
        farm.pool("intranet").drain("192.0.2.32:80");
        farm.move(
                "archive",
                "192.0.2.41:80",
                "archive.business.lab",
                CellState.DOWN,
                now.minusSeconds(8),
                "connection refused: nothing listens on 192.0.2.41 port 80");
    }

    private void tick(AdminServer server) {
        ticks++;
        exchanges("surveyor", List.of("192.0.2.21:80", "192.0.2.22:80", "192.0.2.23:80"), 60 + random.nextInt(40));
        exchanges("intranet", List.of("192.0.2.31:80", "192.0.2.32:80"), random.nextInt(6));
        if (ticks % 120 == 0) {
            boolean up = ticks % 240 == 0;
            farm.move(
                    "surveyor",
                    "192.0.2.23:80",
                    "ntrip.surveyor.lab",
                    up ? CellState.UP : CellState.DOWN,
                    Instant.now(),
                    up ? "HTTP 200" : "HTTP 503 from HTTP.sys: the application pool of this site is stopped");
            server.changed();
        }
    }

    private void exchanges(String service, List<String> servers, int count) {
        for (int i = 0; i < count; i++) {
            int status = random.nextInt(400) == 0 ? 503 : 200;
            String server = servers.get(random.nextInt(servers.size()));
            traffic.exchangeEnded(
                    new EndFixture(service, server, status, 1_000_000L * random.nextInt(40), 700, 9000, null));
        }
        if (ticks % 7 == 0) {
            traffic.connectionOpened(service);
        }
    }
}
