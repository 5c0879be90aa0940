package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.steelyard.l7.HeadParser.Progress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the tables, in every way in which its bytes may arrive. */
class HeadParserTest {
    static List<Message> requests() {
        return Message.table("requests.txt");
    }

    static List<Message> responses() {
        return Message.table("responses.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_request_is_taken_or_refused_as_the_table_says_however_it_arrives(Message message) {
        for (Pieces pieces : Pieces.of(message.bytes())) {
            HeadReading reading = HeadReading.ofRequest(pieces);

            assertThat(reading.outcome()).as(pieces.name()).isEqualTo(message.expected());
            if (reading.accepted()) {
                assertThat(reading.taken()).as(pieces.name()).isEqualTo(headLength(message));
            }
        }
    }

    static List<Message> moreRequests() {
        return Message.table("more-requests.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moreRequests")
    void where_CONNECT_is_offered_a_request_is_taken_or_refused_as_the_table_says(Message message) {
        for (Pieces pieces : Pieces.of(message.bytes())) {
            HeadReading reading = HeadReading.ofConnect(pieces);

            assertThat(reading.outcome()).as(pieces.name()).isEqualTo(message.expected());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void a_response_is_taken_or_refused_as_the_table_says_however_it_arrives(Message message) {
        for (Pieces pieces : Pieces.of(message.bytes())) {
            HeadReading reading = HeadReading.ofResponse(pieces);

            assertThat(reading.outcome()).as(pieces.name()).isEqualTo(message.expected());
            if (reading.accepted()) {
                assertThat(reading.taken()).as(pieces.name()).isEqualTo(headLength(message));
            }
        }
    }

    @Test
    void the_tables_hold_every_fault_that_there_is() {
        List<String> expected = Stream.of(requests(), moreRequests(), responses())
                .flatMap(List::stream)
                .map(Message::expected)
                .toList();

        assertThat(HeadFault.values()).allSatisfy(fault -> assertThat(expected).contains("refused " + fault));
    }

    @Test
    void one_parser_reads_request_after_request_from_one_buffer() {
        List<Message> good = requests().stream()
                .filter(message -> !message.expected().startsWith("refused"))
                .toList();
        ByteBuf data = Unpooled.buffer();
        good.forEach(message -> data.writeBytes(message.bytes(), 0, headLength(message)));
        Head head = new Head();
        HeadParser parser = HeadParser.ofRequests(head, HeadReading.MAX_BYTES, HeadReading.MAX_FIELDS);

        for (Message message : good) {
            assertThat(parser.feed(data)).as(message.name()).isEqualTo(Progress.COMPLETE);
            assertThat(head.length).as(message.name()).isEqualTo(headLength(message));
            parser.reset();
            head.shrink();
        }

        assertThat(data.isReadable()).isFalse();
    }

    @Test
    void a_refused_head_stays_refused() {
        Head head = new Head();
        HeadParser parser = HeadParser.ofRequests(head, HeadReading.MAX_BYTES, HeadReading.MAX_FIELDS);
        parser.feed(Unpooled.wrappedBuffer(Message.bytes("GET / HTTP/2.0\r\n")));

        Progress then = parser.feed(Unpooled.wrappedBuffer(Message.bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));

        assertThat(then).isEqualTo(Progress.REFUSED);
        assertThat(parser.fault()).isEqualTo(HeadFault.BAD_VERSION);
    }

    @Test
    void garbage_is_refused_before_its_line_ends() {
        Head head = new Head();
        HeadParser parser = HeadParser.ofRequests(head, HeadReading.MAX_BYTES, HeadReading.MAX_FIELDS);

        Progress progress = parser.feed(Unpooled.wrappedBuffer(new byte[] {0x16, 3, 1, 0}));

        assertThat(progress).isEqualTo(Progress.REFUSED);
    }

    @Test
    void a_parser_has_begun_once_a_byte_has_come() {
        HeadParser parser = HeadParser.ofRequests(new Head(), HeadReading.MAX_BYTES, HeadReading.MAX_FIELDS);
        assertThat(parser.hasBegun()).isFalse();

        parser.feed(Unpooled.wrappedBuffer(new byte[] {'G'}));
        assertThat(parser.hasBegun()).isTrue();

        parser.reset();
        assertThat(parser.hasBegun()).isFalse();
    }

    /** Told from the bytes alone: up to the first empty line behind those that may stand before a request. */
    static int headLength(Message message) {
        String text = message.text();
        int start = 0;
        while (text.startsWith("\r\n", start)) {
            start += 2;
        }
        return text.indexOf("\r\n\r\n", start) + 4;
    }
}
