package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.Accept;
import io.steelyard.config.OriginConfig;
import io.steelyard.config.TracingConfig;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of {@code traceparent} and {@code tracestate}: W3C Trace Context, level 1, section 3.2. */
class TraceContextTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String VALID = "00-" + ID + "-b7ad6b7169203331-01";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private static OriginConfig tracing(Accept accept, boolean start) {
        return OriginConfig.DEFAULT.with(new TracingConfig(accept, start));
    }

    private WireMessage forwarded(OriginConfig config, String fields) throws Exception {
        stage.from(config);
        WireEnd client = stage.client();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n");
        WireEnd server = stage.origin().accept();
        WireMessage received = server.request();
        server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        client.response();
        return received;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                VALID,
                "00-" + ID + "-b7ad6b7169203331-00",
                "00-" + ID + "-b7ad6b7169203331-ff",
                "01-" + ID + "-b7ad6b7169203331-01",
                "cc-" + ID + "-b7ad6b7169203331-01-what-the-future-will-be-like"
            })
    void a_valid_trace_is_passed_on_as_it_came(String parent) throws Exception {
        WireMessage received = forwarded(
                OriginConfig.DEFAULT,
                "traceparent: " + parent + "\r\ntracestate: rojo=00f067aa0ba902b7\r\nTraceState: congo=t61\r\n");

        assertThat(received.values("traceparent")).containsExactly(parent);
        assertThat(received.values("tracestate")).containsExactly("rojo=00f067aa0ba902b7", "congo=t61");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + ID + "-b7ad6b7169203331-01",
                "00-" + ID + "-b7ad6b7169203331-01-more",
                "00-" + ID + "-b7ad6b7169203331-01-",
                "01-" + ID + "-b7ad6b7169203331-01.more",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-" + ID + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
                "00_" + ID + "-b7ad6b7169203331-01",
                "00-" + ID + "-b7ad6b7169203331-0",
                "0-" + ID + "-b7ad6b7169203331-01",
                "00-" + ID + "-b7ad6b7169203331-0x",
                VALID + "\r\ntraceparent: " + VALID
            })
    void an_invalid_trace_is_dropped_as_a_whole(String parent) throws Exception {
        WireMessage received =
                forwarded(OriginConfig.DEFAULT, "traceparent: " + parent + "\r\ntracestate: congo=t61\r\n");

        assertThat(received.has("traceparent")).isFalse();
        assertThat(received.has("tracestate")).isFalse();
    }

    @Test
    void a_state_without_a_trace_is_dropped() throws Exception {
        assertThat(forwarded(OriginConfig.DEFAULT, "tracestate: congo=t61\r\n").has("tracestate"))
                .isFalse();
    }

    @Test
    void a_trace_is_started_where_that_is_wanted_and_there_is_none() throws Exception {
        List<String> started = forwarded(tracing(Accept.ALWAYS, true), "tracestate: congo=t61\r\n")
                .values("traceparent");

        assertThat(started).hasSize(1);
        byte[] line = Message.bytes(started.get(0));
        assertThat(TraceContext.isValid(line, 0, line.length)).isTrue();
    }

    @Test
    void a_trace_that_is_there_is_not_started_again() throws Exception {
        assertThat(forwarded(tracing(Accept.ALWAYS, true), "traceparent: " + VALID + "\r\n")
                        .values("traceparent"))
                .containsExactly(VALID);
    }

    @Test
    void an_untrusted_client_s_trace_is_dropped_where_only_trusted_ones_count() throws Exception {
        assertThat(forwarded(tracing(Accept.TRUSTED, false), "traceparent: " + VALID + "\r\n")
                        .has("traceparent"))
                .isFalse();
    }
}
