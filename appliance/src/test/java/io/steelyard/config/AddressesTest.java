package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0db8::0010, 2001:db8::10",
        "2001:db8::, 2001:db8::",
        "::ffff:192.0.2.1, 192.0.2.1"
    })
    void an_address_has_one_form_however_it_is_written(String written, String form) {
        assertThat(IpAddress.ofListener(written)).isEqualTo(form);
        assertThat(IpAddress.ofListener(form)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "010.1.1.1",
                "1",
                "1.2.3.4:80",
                "[::1]",
                "[::1]:80",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7",
                "12345::",
                "fe80::1%eth0",
                "g::1",
                "localhost",
                "224.0.0.1",
                "ff02::1",
                " 192.0.2.1"
            })
    void what_is_no_address_is_refused_and_no_name_is_looked_up(String written) {
        assertThatThrownBy(() -> IpAddress.ofListener(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + written + "' is");
    }

    @Test
    void a_name_where_only_an_address_will_do_is_refused_and_that_is_said() {
        assertThatThrownBy(() -> IpAddress.ofRealServer("iis1.lab"))
                .hasMessage("'iis1.lab' is a name, write the IP address here");
        assertThatThrownBy(() -> IpAddress.ofRealServer("0.0.0.0"))
                .hasMessage("'0.0.0.0' stands for every address, a real server has one");
    }

    @ParameterizedTest
    @CsvSource({
        "WWW.Example.com, www.example.com",
        "a, a",
        "1and1.de, 1and1.de",
        "a--b.c, a--b.c",
        "192.0.2.1, 192.0.2.1"
    })
    void a_host_name_is_taken_in_lower_case(String written, String form) {
        assertThat(HostName.of(written)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "-a",
                "a-",
                "a_b",
                "*.a",
                "a b",
                "a:80",
                "http://a",
                "a/b",
                "ä.de",
                "a\u0000"
            })
    void what_is_no_host_name_is_refused(String written) {
        assertThatThrownBy(() -> HostName.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + written + "' ");
    }

    @Test
    void a_host_name_is_as_long_as_the_name_service_allows() {
        String label = "a".repeat(63);

        assertThat(HostName.isValid(label + "." + label + "." + label + "." + "a".repeat(61)))
                .isTrue();
        assertThat(HostName.isValid(label + "." + label + "." + label + "." + "a".repeat(62)))
                .isFalse();
        assertThat(HostName.isValid("a".repeat(64))).isFalse();
    }
}
