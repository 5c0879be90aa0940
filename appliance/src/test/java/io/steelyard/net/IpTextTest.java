package io.steelyard.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ForwardingConfig;
import io.steelyard.config.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** As it is written again; empty where it is no address. */
    private static String read(String text) {
        byte[] into = new byte[16];
        byte[] around = ascii("x" + text + "y");
        int length = IpText.read(around, 1, around.length - 1, into);
        return length == 0 ? "" : new String(IpText.write(Arrays.copyOf(into, length)), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "192.0.2.1, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8::1, 2001:db8::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "::ffff:192.0.2.1, 192.0.2.1",
        "0:0:0:0:0:FFFF:c000:0201, 192.0.2.1"
    })
    void an_address_is_read_and_written_in_its_one_form(String text, String written) {
        assertThat(read(text)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.04",
                "1..2.3",
                " 1.2.3.4",
                "1.2.3.4 ",
                "-1.2.3.4",
                "0x7f.0.0.1",
                "1.2.3.1000",
                ":",
                ":::",
                "1:",
                ":1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1::2::3",
                "12345::",
                "g::",
                "::1%eth0",
                "[::1]",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:::2"
            })
    void what_is_no_address_is_not_read(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void what_is_written_is_read_again_and_means_the_same_to_the_platform() throws UnknownHostException {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] address = new byte[random.nextInt(4) == 0 ? 4 : 16];
            random.nextBytes(address);
            for (int group = 0; address.length == 16 && group < 8; group++) {
                if (random.nextInt(3) > 0) {
                    address[2 * group] = 0;
                    address[2 * group + 1] = (byte) random.nextInt(2);
                }
            }
            String text = new String(IpText.write(address), StandardCharsets.US_ASCII);

            assertThat(InetAddress.getByName(text)).isEqualTo(InetAddress.getByAddress(address));
            assertThat(read(text)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::/0, 192.0.2.1, false",
        "192.0.2.0/24, ::ffff:192.0.2.1, true"
    })
    void a_range_holds_what_begins_as_it_does(String range, String address, boolean held) {
        byte[] into = new byte[16];
        int length = IpText.read(ascii(address), 0, address.length(), into);
        List<IpPrefix> ranges = ForwardingConfig.TRUSTED.check(List.of(prefix(range)));

        assertThat(Prefixes.of(ranges).contains(into, length)).isEqualTo(held);
    }

    private static IpPrefix prefix(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new IpPrefix(text, text.indexOf(':') < 0 ? 32 : 128)
                : new IpPrefix(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }
}
