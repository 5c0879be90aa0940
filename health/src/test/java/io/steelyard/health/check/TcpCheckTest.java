package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.settings.Settings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpCheckTest {
    private final HealthCheck tcp = new TcpCheckKind().create(Settings.of(Map.of(), ""));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void who_accepts_is_up_and_sees_an_orderly_end_even_where_it_spoke_first(boolean epoll) throws Exception {
        try (ProbeLoop loop = new ProbeLoop(epoll);
                ScriptedServer server = new ScriptedServer(connection -> {
                    connection.send("220 hello\r\n".repeat(1000));
                    connection.readToTheEnd();
                })) {
            Verdict verdict = loop.probe(tcp, server.address(), (String) null);

            assertThat(verdict.reason()).isEqualTo("connection accepted");
            assertThat(verdict.up()).isTrue();
            assertThat(server.takeEnd()).isEqualTo("orderly");
        }
    }
}
