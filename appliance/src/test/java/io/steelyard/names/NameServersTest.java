package io.steelyard.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class NameServersTest {

    @Test
    void the_name_servers_are_those_of_the_file_in_its_order() {
        String file = """
                # made by hand
                search lab
                nameserver 192.0.2.53
                 nameserver 2001:db8::53\s
                nameserver somebody
                nameserver 999.1.1.1
                options ndots:1
                """;

        assertThat(NameServers.of(file))
                .containsExactly(new InetSocketAddress("192.0.2.53", 53), new InetSocketAddress("2001:db8::53", 53));
    }

    @Test
    void where_the_file_names_none_this_machine_is_asked_itself() {
        assertThat(NameServers.of("options edns0\n"))
                .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53));
    }
}
