package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpackReaderTest {

    /** As Netty writes it for a reader that allows no header table. */
    private static byte[] written(Map<String, String> fields, int huffmanFrom) throws Exception {
        DefaultHttp2HeadersEncoder encoder =
                new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, false, 16, huffmanFrom);
        encoder.configuration().maxHeaderTableSize(0);
        Http2Headers headers = new DefaultHttp2Headers(false);
        fields.forEach((name, value) -> headers.add(new AsciiString(name), latin(value)));
        ByteBuf out = Unpooled.buffer();
        encoder.encodeHeaders(1, headers, out);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        out.release();
        return bytes;
    }

    private static AsciiString latin(String text) {
        return new AsciiString(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private static Map<String, String> fields() {
        StringBuilder everyByte = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            everyByte.append(c);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(":status", "200");
        fields.put("content-type", "application/grpc");
        fields.put("grpc-status", "0");
        fields.put("www-authenticate", "Basic");
        fields.put("x-every", everyByte.toString());
        fields.put("x-long", "a".repeat(3000));
        return fields;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000_000})
    void what_another_implementation_writes_is_read_with_and_without_huffman_codes(int huffmanFrom) throws Exception {
        assertThat(HpackReader.read(written(fields(), huffmanFrom))).isEqualTo(fields());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000_000})
    void no_bytes_make_it_fail_in_another_way(int huffmanFrom) throws Exception {
        Random random = new Random(1);
        byte[] good = written(fields(), huffmanFrom);
        for (int i = 0; i < 50_000; i++) {
            byte[] changed = Arrays.copyOf(good, random.nextInt(good.length + 5));
            for (int flips = random.nextInt(6); flips > 0 && changed.length > 0; flips--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(HpackReader.read(changed)).hasSizeLessThan(201);
            } catch (Http2Fault e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void all_that_the_static_table_names_is_known() {
        byte[] every = new byte[61];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) (0x80 | (i + 1));
        }

        assertThat(HpackReader.read(every))
                .hasSize(52)
                .containsEntry("www-authenticate", "")
                .containsEntry(":status", "500");
    }
}
