package io.steelyard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoFarmTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: ntrip.surveyor.lab\r\nConnection: close\r\n\r\n";

    @Test
    void each_server_has_its_name_its_ports_and_a_state_of_its_own() throws IOException {
        try (DemoFarm farm = DemoFarm.start(List.of(DemoPorts.FREE, DemoPorts.FREE, DemoPorts.FREE))) {
            farm.server(1).stopSite("ntrip.surveyor.lab");

            assertThat(farm.servers()).extracting(DemoServer::name).containsExactly("iis1", "iis2", "iis3");
            assertThat(RawClient.ask(farm.server(0).port(), REQUEST)).contains("real server iis1");
            assertThat(RawClient.ask(farm.server(1).port(), REQUEST)).startsWith("HTTP/1.1 404 ");
            assertThat(RawClient.ask(farm.server(2).port(), REQUEST)).contains("real server iis3");
        }
    }

    @Test
    void a_taken_port_is_named_and_nothing_is_left_open() throws IOException {
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<DemoPorts> ports = List.of(new DemoPorts(free, taken.getLocalPort()));

            assertThatThrownBy(() -> DemoFarm.start(ports))
                    .isInstanceOfSatisfying(
                            DemoBindException.class, e -> assertThat(e.port()).isEqualTo(taken.getLocalPort()))
                    .hasMessage("cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
        }
        assertThatThrownBy(() -> RawClient.ask(free, REQUEST)).isInstanceOf(ConnectException.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_closed_farm_listens_nowhere() {
        DemoFarm farm = DemoFarm.start(List.of(DemoPorts.FREE));
        DemoServer server = farm.server(0);
        int control = server.controlPort();
        farm.close();

        assertThatThrownBy(() -> RawClient.ask(server.port(), REQUEST)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RawClient.ask(control, REQUEST)).isInstanceOf(IOException.class);
    }
}
