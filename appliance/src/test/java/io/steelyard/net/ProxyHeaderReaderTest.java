package io.steelyard.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.steelyard.net.ProxyHeaderReader.Progress;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the PROXY protocol; in version 2's tables a header is hexadecimal, without its signature. */
class ProxyHeaderReaderTest {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What became of some bytes, and how many of them were taken. */
    private record Outcome(Progress progress, @Nullable ProxyHeader header, int taken) {

        String from() {
            return header == null || header.source() == null || header.destination() == null
                    ? "nobody"
                    : text(header.source()) + " " + text(header.destination());
        }

        private static String text(InetSocketAddress address) {
            byte[] bytes = IpText.write(address.getAddress().getAddress());
            return new String(bytes, StandardCharsets.US_ASCII) + " " + address.getPort();
        }
    }

    private static Outcome read(byte[] bytes, int... cuts) {
        ProxyHeaderReader reader = new ProxyHeaderReader();
        Progress progress = Progress.MORE;
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? bytes.length : cuts[i];
            ByteBuf piece = Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, to));
            progress = reader.feed(piece);
            from = to - piece.readableBytes();
            if (progress != Progress.MORE) {
                break;
            }
            assertThat(piece.isReadable()).as("it wants more and left some").isFalse();
        }
        return new Outcome(progress, progress == Progress.COMPLETE ? reader.header() : null, from);
    }

    private static byte[] then(byte[] header, byte[] more) {
        byte[] all = Arrays.copyOf(header, header.length + more.length);
        System.arraycopy(more, 0, all, header.length, more.length);
        return all;
    }

    private static byte[] v1(String line) {
        return ("PROXY " + line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] v2(String hex) {
        return then(ProxyHeader.SIGNATURE, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "TCP4 203.0.113.9 192.0.2.1 56324 443, 203.0.113.9 56324 192.0.2.1 443",
        "TCP4 255.255.255.255 255.255.255.255 65535 65535, 255.255.255.255 65535 255.255.255.255 65535",
        "TCP4 0.0.0.0 0.0.0.0 0 0, 0.0.0.0 0 0.0.0.0 0",
        "TCP6 2001:db8::9 2001:db8::1 56324 443, 2001:db8::9 56324 2001:db8::1 443",
        "TCP6 2001:0DB8:0000:0000:0000:0000:0000:0009 ::1 1 2, 2001:db8::9 1 ::1 2",
        "TCP6 ::ffff:203.0.113.9 ::ffff:c000:201 1 2, 203.0.113.9 1 192.0.2.1 2",
        "UNKNOWN, nobody",
        "UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535, nobody"
    })
    void a_line_of_version_1_says_who_the_client_is(String line, String from) {
        byte[] header = v1(line);
        Outcome outcome = read(then(header, REQUEST));

        assertThat(outcome.progress()).isEqualTo(Progress.COMPLETE);
        assertThat(outcome.from()).isEqualTo(from);
        assertThat(outcome.taken()).as("not a byte more").isEqualTo(header.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TCP4",
                "TCP4 ",
                "TCP5 203.0.113.9 192.0.2.1 1 2",
                "tcp4 203.0.113.9 192.0.2.1 1 2",
                "UDP4 203.0.113.9 192.0.2.1 1 2",
                "UNKNOWNS",
                "TCP4 203.0.113.9 192.0.2.1 1",
                "TCP4 203.0.113.9 192.0.2.1 1 2 ",
                "TCP4 203.0.113.9 192.0.2.1 1 2 3",
                "TCP4  203.0.113.9 192.0.2.1 1 2",
                "TCP4 203.0.113.9  192.0.2.1 1 2",
                "TCP4 203.0.113.09 192.0.2.1 1 2",
                "TCP4 203.0.113.256 192.0.2.1 1 2",
                "TCP4 203.0.113.9 192.0.2.1 01 2",
                "TCP4 203.0.113.9 192.0.2.1 1 65536",
                "TCP4 203.0.113.9 192.0.2.1 -1 2",
                "TCP4 203.0.113.9 192.0.2.1 1 x",
                "TCP4 2001:db8::9 2001:db8::1 1 2",
                "TCP4 ::ffff:203.0.113.9 192.0.2.1 1 2",
                "TCP6 203.0.113.9 192.0.2.1 1 2",
                "TCP6 2001:db8::9%eth0 2001:db8::1 1 2",
                "TCP4\t203.0.113.9 192.0.2.1 1 2",
                "TCP4 203.0.113.9 192.0.2.1 1 2\n",
                "UNKNOWN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void any_other_line_is_refused(String line) {
        assertThat(read(v1(line)).progress()).isEqualTo(Progress.REFUSED);
    }

    @Test
    void a_line_that_does_not_end_is_refused_at_107_bytes() {
        byte[] endless = ("PROXY UNKNOWN " + "a".repeat(200)).getBytes(StandardCharsets.US_ASCII);

        assertThat(read(endless)).isEqualTo(new Outcome(Progress.REFUSED, null, 107));
    }

    @ParameterizedTest
    @CsvSource({
        "21 11 000c cb007109 c0000201 dc04 01bb, 203.0.113.9 56324 192.0.2.1 443",
        "21 11 000f cb007109 c0000201 dc04 01bb 040000, 203.0.113.9 56324 192.0.2.1 443",
        "21 11 0014 cb007109 c0000201 dc04 01bb ea0005 0123456789, 203.0.113.9 56324 192.0.2.1 443",
        "21 21 0024 20010db8000000000000000000000009 20010db8000000000000000000000001 dc04 01bb, 2001:db8::9 56324 2001:db8::1 443",
        "20 00 0000, nobody",
        "20 11 000c cb007109 c0000201 dc04 01bb, nobody",
        "20 00 0003 ffffff, nobody",
        "21 00 0000, nobody",
        "21 12 000c cb007109 c0000201 dc04 01bb, nobody",
        "21 22 0024 20010db8000000000000000000000009 20010db8000000000000000000000001 dc04 01bb, nobody",
    })
    void a_header_of_version_2_says_who_the_client_is(String hex, String from) {
        byte[] header = v2(hex);
        Outcome outcome = read(then(header, REQUEST));

        assertThat(outcome.progress()).isEqualTo(Progress.COMPLETE);
        assertThat(outcome.from()).isEqualTo(from);
        assertThat(outcome.taken()).isEqualTo(header.length);
    }

    @Test
    void the_addresses_of_a_Unix_socket_are_skipped() {
        byte[] header = then(v2("21 31 00d8"), new byte[216]);
        Outcome outcome = read(then(header, REQUEST));

        assertThat(outcome.from()).isEqualTo("nobody");
        assertThat(outcome.taken()).isEqualTo(header.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11 11 000c cb007109 c0000201 dc04 01bb",
                "31 11 000c cb007109 c0000201 dc04 01bb",
                "22 11 000c cb007109 c0000201 dc04 01bb",
                "21 41 000c cb007109 c0000201 dc04 01bb",
                "21 13 000c cb007109 c0000201 dc04 01bb",
                "21 11 000b cb007109 c0000201 dc04 01",
                "21 21 000c cb007109 c0000201 dc04 01bb",
                "21 31 000c cb007109 c0000201 dc04 01bb",
                "21 11 000e cb007109 c0000201 dc04 01bb 0400",
                "21 11 000f cb007109 c0000201 dc04 01bb 040001",
                "21 11 0010 cb007109 c0000201 dc04 01bb 04000000",
                "21 11 0012 cb007109 c0000201 dc04 01bb 030003 000000",
                "21 11 1001",
                "21 11 ffff"
            })
    void any_other_header_is_refused(String hex) {
        assertThat(read(v2(hex)).progress()).isEqualTo(Progress.REFUSED);
    }

    @Test
    void a_checksum_that_is_there_must_be_right() {
        byte[] header = v2("21 11 0018 cb007109 c0000201 dc04 01bb 030004 00000000 040002 ffff");
        CRC32C sum = new CRC32C();
        sum.update(header);
        byte[] right = header.clone();
        for (int i = 0; i < 4; i++) {
            right[31 + i] = (byte) (sum.getValue() >>> (8 * (3 - i)));
        }

        assertThat(read(right).progress()).isEqualTo(Progress.COMPLETE);
        for (int bit = 0; bit < right.length * 8; bit++) {
            byte[] flipped = right.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            if (bit / 8 == 28) {
                continue; // says that this is a checksum; with another number there is none to be right
            }
            assertThat(read(flipped).from()).as("bit %d", bit).isEqualTo("nobody");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/1.1\r\n", "POST /", "PROPFIND / HTTP/1.1", "\r\nGET / HTTP/1.1", "\r\n\r\n\r", "x"})
    void what_is_no_header_is_given_back_whole(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ProxyHeaderReader reader = new ProxyHeaderReader();
        ByteBuf data = Unpooled.wrappedBuffer(bytes);

        assertThat(reader.feed(data)).isEqualTo(Progress.ABSENT);
        byte[] rest = new byte[data.readableBytes()];
        data.readBytes(rest);
        assertThat(then(reader.taken(), rest)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 192.0.2.1, 203.0.113.9 4711 192.0.2.1 80",
        "2001:db8::9, 2001:db8::1, 2001:db8::9 4711 2001:db8::1 80",
        "203.0.113.9, 2001:db8::1, 203.0.113.9 4711 2001:db8::1 80",
        "2001:db8::9, 192.0.2.1, 2001:db8::9 4711 192.0.2.1 80"
    })
    void what_is_written_is_read_again(String source, String destination, String from) {
        InetSocketAddress one = new InetSocketAddress(source, 4711);
        InetSocketAddress other = new InetSocketAddress(destination, 80);

        assertThat(read(ProxyHeader.version1(one, other)).from()).isEqualTo(from);
        assertThat(read(ProxyHeader.version2(one, other)).from()).isEqualTo(from);
    }

    @Test
    void the_pieces_in_which_it_comes_change_nothing_and_nothing_is_thrown() {
        byte[][] seeds = {
            v1("TCP4 203.0.113.9 192.0.2.1 56324 443"),
            v1("TCP6 2001:db8::9 2001:db8::1 56324 443"),
            v1("UNKNOWN"),
            v2("21 11 0018 cb007109 c0000201 dc04 01bb 030004 00000000 040002 ffff"),
            v2("21 21 0024 20010db8000000000000000000000009 20010db8000000000000000000000001 dc04 01bb"),
            v2("20 00 0000"),
            REQUEST
        };
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 40_000; round++) {
            ByteArrayOutputStream mutated = new ByteArrayOutputStream();
            for (byte b : seeds[random.nextInt(seeds.length)]) {
                int dice = random.nextInt(60);
                if (dice != 0) {
                    mutated.write(dice == 1 ? random.nextInt(256) : b);
                }
            }
            mutated.writeBytes(REQUEST);
            sameInAllPieces(mutated.toByteArray(), random);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void any_bytes_in_any_pieces(byte[] bytes) {
        sameInAllPieces(bytes, new SplittableRandom(bytes.length));
    }

    private static void sameInAllPieces(byte[] bytes, SplittableRandom random) {
        Outcome whole = read(bytes);
        int[] cuts = bytes.length == 0
                ? new int[0]
                : random.ints(random.nextInt(6), 0, bytes.length + 1).sorted().toArray();
        int[] each = new int[Math.max(0, bytes.length - 1)];
        Arrays.setAll(each, i -> i + 1);

        assertThat(read(bytes, cuts)).as("cut at %s", Arrays.toString(cuts)).isEqualTo(whole);
        assertThat(read(bytes, each)).as("byte by byte").isEqualTo(whole);
    }
}
