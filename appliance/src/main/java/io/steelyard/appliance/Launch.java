package io.steelyard.appliance;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.demo.DemoBindException;
import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts an appliance for the command line, says where it is, and ends it when it is told to. */
final class Launch implements Start {
    private static final Logger log = LoggerFactory.getLogger(Launch.class);

    /** How long clients may take to finish what they are at when the process is told to end. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(15);

    /** A demo server's control port is this much above the port that it serves. */
    private static final int CONTROL = 1000;

    @Override
    public void run(StoredConfig stored, PrintWriter out) throws CannotStart, InterruptedException {
        ApplianceConfig config = stored.config();
        Appliance appliance = Appliance.start(stored);
        Reload.onHangUp(appliance.changes(), appliance::reopenLogs);
        for (int i = 0; i < config.virtualServices().size(); i++) {
            out.println("Virtual service " + config.virtualServices().get(i).name() + ": "
                    + text(appliance.addresses().get(i)));
        }
        sayWhereAndHow(appliance, out);
        untilTold(appliance);
    }

    @Override
    public void demo(PrintWriter out) throws CannotStart, InterruptedException {
        ApplianceConfig config = DemoConfig.read();
        List<DemoPorts> ports = DemoConfig.serverPorts(config).stream()
                .map(port -> new DemoPorts(port, port + CONTROL))
                .toList();
        try (DemoFarm farm = DemoFarm.start(ports)) {
            Appliance appliance = Appliance.start(StoredConfig.temporary(DemoConfig.text()));
            String address = text(appliance.addresses().get(0));
            out.println(
                    "Break:  curl -X POST http://127.0.0.1:" + farm.server(0).controlPort()
                            + "/pools/ntrip.surveyor.lab/stop   (what else: curl http://127.0.0.1:"
                            + farm.server(0).controlPort() + "/)");
            out.println("Ask:    curl -i -H 'Host: ntrip.surveyor.lab' http://" + address + "/");
            sayWhereAndHow(appliance, out);
            untilTold(appliance);
        } catch (DemoBindException e) {
            throw new CannotStart(
                    "port " + e.port() + ", which the demo needs, is taken by another process: stop that one (ss -ltnp"
                            + " 'sport = :" + e.port() + "' names it); the demo has no other ports",
                    e);
        }
    }

    @Override
    public void selfTest(PrintWriter out) throws CannotStart {
        SelfTest.run(out);
    }

    private static void sayWhereAndHow(Appliance appliance, PrintWriter out) {
        out.println("Watch:  " + appliance.pageUrl());
        String code = appliance.setUpCode();
        if (code != null) {
            out.println("Set up: there is no user yet; make the first one on the page with the code " + code);
        }
        out.println("Stop:   Ctrl-C, or kill " + ProcessHandle.current().pid());
        out.flush();
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** Waits for the signal to end, then drains; the process ends with 0. */
    private static void untilTold(Appliance appliance) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(appliance), "end"));
        new CountDownLatch(1).await();
    }

    private static void end(Appliance appliance) {
        log.info("told to end: taking no new clients, letting the present ones finish");
        try {
            appliance.drain(LONGEST_DRAIN);
            appliance.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.info("ended");
        Runtime.getRuntime().halt(0);
    }
}
