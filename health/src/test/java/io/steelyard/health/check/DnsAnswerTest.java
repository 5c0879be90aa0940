package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsAnswerTest {
    private static final String HEADER = "1234 8180 0001 0001 0000 0000";
    private static final String QUESTION = "0161 036c6162 00 0001 0001";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static DnsAnswer read(String hex) {
        return DnsAnswer.read(bytes(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "0001, 0004 c0000207, 192.0.2.7",
        "001c, 0010 20010db8000000000000000000000001, 2001:db8:0:0:0:0:0:1",
        "0002, 0005 026e73 c00c, ns.a.lab",
        "000c, 0002 c00e, lab",
        "000f, 0004 000a c00c, 10 a.lab",
        "0010, 0006 026869 02203f, hi ?",
        "0021, 0008 0001 0002 0035 c00c, 1 2 53 a.lab",
        "0006, 0018 c00c c00e 00000001 00000002 00000003 00000004 00000005, a.lab lab 1 2 3 4 5",
        "0041, 0003 0a0b0c, \\# 3 0a0b0c"
    })
    void records_read_as_a_zone_file_has_them(String type, String lengthAndData, String text) {
        DnsAnswer answer = read(HEADER + QUESTION + "c00c " + type + " 0001 0000003c " + lengthAndData);

        assertThat(answer.records()).containsExactly(new DnsRecord(Integer.parseInt(type, 16), text));
        assertThat(answer.questionName()).isEqualTo("a.lab");
    }

    @ParameterizedTest
    @CsvSource({
        "a name that points to itself,        1234 8180 0001 0000 0000 0000 c00c 0001 0001",
        "a name that points forward,          1234 8180 0001 0000 0000 0000 c0ff 0001 0001",
        "two names that point to each other,  1234 8180 0001 0000 0000 0000 0161 c00c 0001 0001",
        "a label of an unknown kind,          1234 8180 0001 0000 0000 0000 8061 00 0001 0001",
        "a header only,                       1234 8180 0001 0000 0000 0000",
        "half a header,                       1234 8180 0001",
        "more records than bytes,             1234 8180 0001 ffff 0000 0000 0161 036c6162 00 0001 0001",
        "two questions,                       1234 8180 0002 0000 0000 0000 00 0001 0001 00 0001 0001",
        "a record that breaks off,            1234 8180 0001 0001 0000 0000 00 0001 0001 c00c 0001 0001 0000003c 0004 c0",
        "an address of three bytes,           1234 8180 0001 0001 0000 0000 00 0001 0001 00 0001 0001 0000003c 0003 c00002",
        "data longer than it says,            1234 8180 0001 0001 0000 0000 00 0001 0001 00 0002 0001 0000003c 0001 026e7300"
    })
    void what_breaks_the_rules_is_refused_as_malformed(String what, String hex) {
        assertThatThrownBy(() -> read(hex)).as(what).isInstanceOf(DnsReader.Malformed.class);
    }

    @Test
    void a_name_longer_than_255_bytes_is_refused() {
        String label = "3f" + "61".repeat(63);

        assertThatThrownBy(() -> read("1234 8180 0001 0000 0000 0000" + label.repeat(5) + "00 0001 0001"))
                .isInstanceOf(DnsReader.Malformed.class);
    }

    @Test
    void no_bytes_make_it_fail_in_another_way() {
        Random random = new Random(1);
        byte[] good = bytes(HEADER + QUESTION + "c00c 0006 0001 0000003c 0018 c00c c00e 00000001 00000002 00000003"
                + "00000004 00000005");
        for (int i = 0; i < 200_000; i++) {
            byte[] changed = Arrays.copyOf(good, random.nextInt(good.length + 20));
            for (int flips = random.nextInt(6); flips > 0 && changed.length > 0; flips--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(DnsAnswer.read(changed).records()).hasSizeLessThan(10);
            } catch (DnsReader.Malformed e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
