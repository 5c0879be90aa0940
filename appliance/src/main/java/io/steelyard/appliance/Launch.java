package io.steelyard.appliance;

import io.steelyard.config.ApplianceConfig;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts an appliance for the command line, says where it is, and ends it when it is told to. */
final class Launch implements Start {
    private static final Logger log = LoggerFactory.getLogger(Launch.class);

    /** How long clients may take to finish what they are at when the process is told to end. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(15);

    @Override
    public void run(Path file, ApplianceConfig config, PrintWriter out) throws CannotStart, InterruptedException {
        Appliance appliance = Appliance.start(config);
        for (int i = 0; i < config.virtualServices().size(); i++) {
            InetSocketAddress address = appliance.addresses().get(i);
            out.println("Virtual service " + config.virtualServices().get(i).name() + ": "
                    + address.getAddress().getHostAddress() + ":" + address.getPort());
        }
        out.println("Stop:   Ctrl-C, or kill " + ProcessHandle.current().pid());
        out.flush();
        untilTold(appliance);
    }

    @Override
    public void demo(PrintWriter out) throws CannotStart {
        throw new CannotStart("this build has no demo yet");
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
