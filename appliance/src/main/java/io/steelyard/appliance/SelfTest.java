package io.steelyard.appliance;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import io.steelyard.demo.DemoServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The demo on free ports, asked for each of its sites once and ended: shows in a second that everything works on this
 * machine, and lets a JVM learn which classes a start needs.
 */
final class SelfTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private SelfTest() {}

    static void run(PrintWriter out) throws CannotStart {
        List<Integer> wanted = DemoConfig.serverPorts(DemoConfig.read());
        try (DemoFarm farm = DemoFarm.start(
                        wanted.stream().map(port -> DemoPorts.FREE).toList());
                Appliance appliance = Appliance.start(onFreePorts(wanted, farm))) {
            InetSocketAddress address = appliance.addresses().get(0);
            expect(address, "ntrip.surveyor.lab", "HTTP/1.1 200");
            expect(address, "www.surveyor.lab", "HTTP/1.1 302");
            expect(appliance.adminAddress(), "localhost", "HTTP/1.1 200");
            out.println("It works here: three real servers, their health checks, the data plane and the admin side");
            out.flush();
        } catch (IOException e) {
            throw new CannotStart("it does not work here: " + e.getMessage(), e);
        }
    }

    private static ApplianceConfig onFreePorts(List<Integer> wanted, DemoFarm farm) throws CannotStart, IOException {
        Map<Integer, Integer> ports = new HashMap<>();
        List<DemoServer> servers = farm.servers();
        for (int i = 0; i < wanted.size(); i++) {
            ports.put(wanted.get(i), servers.get(i).port());
        }
        ApplianceConfig demo = DemoConfig.read();
        ports.put(demo.virtualServices().get(0).port(), freePort());
        ports.put(demo.admin().port(), freePort());
        return DemoConfig.read(ports);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks until the answer begins so; at first the health checks have nothing to say yet. */
    private static void expect(InetSocketAddress address, String host, String beginning) throws IOException {
        long giveUpAt = System.nanoTime() + LONGEST.toNanos();
        String answer = ask(address, host);
        while (!answer.startsWith(beginning)) {
            if (System.nanoTime() - giveUpAt > 0) {
                throw new IOException(
                        host + " answered '" + answer.lines().findFirst().orElse("") + "', not " + beginning);
            }
            LockSupport.parkNanos(10_000_000);
            answer = ask(address, host);
        }
    }

    private static String ask(InetSocketAddress address, String host) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout((int) LONGEST.toMillis());
            String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(200), StandardCharsets.ISO_8859_1);
        }
    }
}
