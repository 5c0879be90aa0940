package io.steelyard.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsNamesTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ScriptedNameServer server;

    DnsNamesTest() throws Exception {
        server = new ScriptedNameServer();
    }

    @AfterEach
    void end() {
        server.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void every_address_of_a_name_is_found_with_the_time_that_it_holds() throws Exception {
        server.has("web1.lab", 42, "192.0.2.1", "192.0.2.2");

        Answer.Found found = (Answer.Found) ask("web1.lab", server.address());

        assertThat(found.addresses())
                .extracting(address -> address.getHostAddress())
                .containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void a_name_without_an_ipv4_address_is_found_by_its_ipv6_address() throws Exception {
        server.has("web6.lab", 42, "2001:db8::1");

        Answer.Found found = (Answer.Found) ask("web6.lab", server.address());

        assertThat(found.addresses())
                .extracting(address -> address.getHostAddress())
                .containsExactly("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void an_alias_is_followed_to_its_addresses() throws Exception {
        server.alias("www.lab", 7, "web1.lab").has("web1.lab", 3600, "192.0.2.1");

        Answer.Found found = (Answer.Found) ask("www.lab", server.address());

        assertThat(found.addresses())
                .extracting(address -> address.getHostAddress())
                .containsExactly("192.0.2.1");
    }

    @Test
    void addresses_hold_no_longer_than_any_alias_on_the_way_to_them() throws Exception {
        server.alias("www.lab", 300, "farm.lab")
                .alias("farm.lab", 7, "web1.lab")
                .has("web1.lab", 3600, "192.0.2.1");

        Answer.Found found = (Answer.Found) ask("www.lab", server.address());

        assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void an_alias_that_holds_longer_than_the_addresses_changes_nothing() throws Exception {
        server.alias("www.lab", 3600, "web1.lab").has("web1.lab", 42, "192.0.2.1");

        Answer.Found found = (Answer.Found) ask("www.lab", server.address());

        assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void a_name_that_is_no_alias_any_more_holds_as_long_as_its_own_addresses() throws Exception {
        server.alias("www.lab", 7, "web1.lab").has("web1.lab", 3600, "192.0.2.1");
        try (DnsNames names = new DnsNames(
                loops.next(), NioDatagramChannel.class, NioSocketChannel.class, List.of(server.address()), SHORT)) {
            names.ask("www.lab").toCompletableFuture().get(20, TimeUnit.SECONDS);
            server.has("www.lab", 601, "192.0.2.2");

            Answer.Found found =
                    (Answer.Found) names.ask("www.lab").toCompletableFuture().get(20, TimeUnit.SECONDS);

            assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(601));
        }
    }

    @Test
    void a_name_that_does_not_exist_is_said_to_be_so() throws Exception {
        assertThat(ask("nobody.lab", server.address()))
                .isEqualTo(new Answer.Failed("the name server says that there is no such name (NXDOMAIN)"));
    }

    @Test
    void a_name_without_any_address_is_said_to_be_so() throws Exception {
        server.has("empty.lab", 42);

        assertThat(ask("empty.lab", server.address()))
                .isEqualTo(new Answer.Failed("no name server gives an address for it"));
    }

    @ParameterizedTest
    @CsvSource({
        "2, the name server failed (SERVFAIL)",
        "5, no name server gives an address for it",
        "4, no name server gives an address for it"
    })
    void what_a_name_server_answers_instead_is_said(int code, String words) throws Exception {
        server.fails(code);

        assertThat(ask("web1.lab", server.address())).isEqualTo(new Answer.Failed(words));
    }

    @Test
    void a_silent_name_server_is_named() throws Exception {
        server.silent(true);

        assertThat(ask("web1.lab", server.address()))
                .isEqualTo(new Answer.Failed("no name server answers (asked: 127.0.0.1 port "
                        + server.address().getPort() + ")"));
    }

    @Test
    void the_next_name_server_is_asked_where_the_first_is_silent() throws Exception {
        try (ScriptedNameServer silent = new ScriptedNameServer().silent(true)) {
            server.has("web1.lab", 42, "192.0.2.1");

            assertThat(ask("web1.lab", silent.address(), server.address())).isInstanceOf(Answer.Found.class);
        }
    }

    @Test
    void a_name_in_the_hosts_file_is_asked_of_nobody() throws Exception {
        server.silent(true);

        Answer.Found found = (Answer.Found) ask("localhost", server.address());

        assertThat(found.addresses()).allMatch(address -> address.isLoopbackAddress());
    }

    private Answer ask(String name, InetSocketAddress... servers) throws Exception {
        try (DnsNames names =
                new DnsNames(loops.next(), NioDatagramChannel.class, NioSocketChannel.class, List.of(servers), SHORT)) {
            return names.ask(name).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }
}
