package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.steelyard.l7.BodyReader.Framing;
import io.steelyard.l7.BodyReader.Output;
import io.steelyard.l7.BodyReader.Progress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BodyReaderTest {
    private static final String NEXT = "GET /next HTTP/1.1\r\n\r\n";
    private static final Map<String, Progress> OUTCOMES =
            Map.of("complete", Progress.COMPLETE, "broken", Progress.BROKEN, "unfinished", Progress.MORE);

    private final RecordingConnection to = new RecordingConnection();
    private final BodyReader reader = new BodyReader();

    static List<Message> bodies() {
        return Message.table("bodies.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_chunked_body_becomes_what_the_table_says_however_it_arrives(Message body) {
        for (Pieces pieces : Pieces.of(Message.bytes(body.text() + NEXT))) {
            BodyReading reading = BodyReading.ofChunks(pieces, Output.SAME);

            assertThat(reading.progress()).as(pieces.name()).isEqualTo(OUTCOMES.get(body.expected()));
            if (reading.progress() == Progress.COMPLETE) {
                assertThat(reading.taken())
                        .as(pieces.name())
                        .isEqualTo(body.text().length());
                assertThat(reading.received()).as(pieces.name()).isEqualTo(reading.taken());
                assertThat(reading.written())
                        .as(pieces.name())
                        .isEqualTo(body.passedOn().orElse(body.text()));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_chunked_body_for_one_who_knows_no_chunks_is_its_content_alone(Message body) {
        for (Pieces pieces : Pieces.of(Message.bytes(body.text() + NEXT))) {
            BodyReading reading = BodyReading.ofChunks(pieces, Output.CONTENT);

            assertThat(reading.progress()).as(pieces.name()).isEqualTo(OUTCOMES.get(body.expected()));
            if (reading.progress() == Progress.COMPLETE) {
                assertThat(reading.taken())
                        .as(pieces.name())
                        .isEqualTo(body.text().length());
                assertThat(reading.written()).as(pieces.name()).isEqualTo(body.content());
            }
        }
    }

    @Test
    void content_is_passed_on_before_its_chunk_is_complete() {
        reader.begin(Framing.CHUNKED, -1, Output.SAME);

        Progress progress = reader.feed(bytes("64\r\nhello"), to);

        assertThat(progress).isEqualTo(Progress.MORE);
        assertThat(to.written()).isEqualTo("64\r\nhello");
    }

    @Test
    void nothing_that_was_not_understood_is_passed_on() {
        reader.begin(Framing.CHUNKED, -1, Output.SAME);

        Progress progress = reader.feed(bytes("3\r\nabc\r\n3\r\nabcX0\r\n\r\n"), to);

        assertThat(progress).isEqualTo(Progress.BROKEN);
        assertThat(to.written()).doesNotContain("X");
    }

    @ParameterizedTest
    @MethodSource("brokenBodies")
    void a_broken_body_stays_broken(String body) {
        reader.begin(Framing.CHUNKED, -1, Output.SAME);
        assertThat(reader.feed(bytes(body), to)).isEqualTo(Progress.BROKEN);
        String before = to.written();

        assertThat(reader.feed(bytes("0\r\n\r\n"), to)).isEqualTo(Progress.BROKEN);
        assertThat(reader.feed(bytes("\r\n"), to)).isEqualTo(Progress.BROKEN);
        assertThat(to.written()).isEqualTo(before);
    }

    static List<String> brokenBodies() {
        return List.of("x", "3\r\nabcX", "0\r\nHost: a\r\n\r\n", "0\r\nX-T : 1\r\n\r\n");
    }

    @Test
    void a_body_of_a_length_ends_there_however_it_arrives() {
        for (Pieces pieces : Pieces.of(Message.bytes("hello world" + NEXT))) {
            BodyReading reading = BodyReading.of(pieces, Framing.LENGTH, 11, Output.SAME);

            assertThat(reading).isEqualTo(new BodyReading(Progress.COMPLETE, 11, 11, "hello world"));
        }
    }

    @Test
    void a_body_of_no_length_takes_nothing() {
        reader.begin(Framing.LENGTH, 0, Output.SAME);
        ByteBuf data = bytes(NEXT);

        assertThat(reader.isEmpty()).isTrue();
        assertThat(reader.feed(data, to)).isEqualTo(Progress.COMPLETE);
        assertThat(data.readableBytes()).isEqualTo(NEXT.length());
        assertThat(to.written()).isEmpty();
    }

    @Test
    void no_body_takes_nothing() {
        reader.begin(Framing.NONE, -1, Output.SAME);
        ByteBuf data = bytes(NEXT);

        assertThat(reader.isEmpty()).isTrue();
        assertThat(reader.feed(data, to)).isEqualTo(Progress.COMPLETE);
        assertThat(data.readableBytes()).isEqualTo(NEXT.length());
    }

    @Test
    void a_length_beyond_32_bits_is_counted_whole() {
        reader.begin(Framing.LENGTH, (1L << 32) + 1, Output.SAME);

        assertThat(reader.feed(bytes("x"), to)).isEqualTo(Progress.MORE);
        assertThat(reader.feed(bytes("x"), to)).isEqualTo(Progress.MORE);
        assertThat(reader.received()).isEqualTo(2);
    }

    @Test
    void a_body_until_the_end_takes_everything_and_is_complete_at_the_end() {
        reader.begin(Framing.UNTIL_CLOSE, -1, Output.SAME);

        assertThat(reader.feed(bytes("hello"), to)).isEqualTo(Progress.MORE);
        assertThat(reader.feed(bytes(""), to)).isEqualTo(Progress.MORE);
        assertThat(reader.feed(bytes(" world"), to)).isEqualTo(Progress.MORE);
        assertThat(reader.end(to)).isEqualTo(Progress.COMPLETE);
        assertThat(to.written()).isEqualTo("hello world");
    }

    @Test
    void a_body_until_the_end_is_put_in_chunks_that_our_own_reader_takes() {
        String content = "0\r\n\r\n" + "x".repeat(5000);
        for (Pieces pieces : Pieces.of(Message.bytes(content))) {
            RecordingConnection chunked = new RecordingConnection();
            BodyReader chunking = new BodyReader();
            chunking.begin(Framing.UNTIL_CLOSE, -1, Output.CHUNKS);
            pieces.feed(piece -> chunking.feed(piece, chunked) == Progress.MORE);
            assertThat(chunking.end(chunked)).isEqualTo(Progress.COMPLETE);

            Pieces again = new Pieces("again", Message.bytes(chunked.written()));
            BodyReading reading = BodyReading.ofChunks(again, Output.CONTENT);
            assertThat(reading.progress()).isEqualTo(Progress.COMPLETE);
            assertThat(reading.written()).isEqualTo(content);
        }
    }

    @Test
    void an_empty_body_until_the_end_is_the_last_chunk_alone() {
        reader.begin(Framing.UNTIL_CLOSE, -1, Output.CHUNKS);

        assertThat(reader.end(to)).isEqualTo(Progress.COMPLETE);
        assertThat(to.written()).isEqualTo("0\r\n\r\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = Framing.class,
            names = {"LENGTH", "CHUNKED"})
    void an_end_before_the_bodys_end_breaks_it(Framing framing) {
        reader.begin(framing, 10, Output.SAME);
        reader.feed(bytes("3\r\nabc"), to);

        assertThat(reader.end(to)).isEqualTo(Progress.BROKEN);
    }

    @Test
    void one_reader_reads_body_after_body_whatever_became_of_the_one_before() {
        for (Message body : bodies()) {
            reader.begin(Framing.CHUNKED, -1, Output.SAME);
            reader.feed(bytes(body.text() + NEXT), to);

            reader.begin(Framing.CHUNKED, -1, Output.CONTENT);
            RecordingConnection fresh = new RecordingConnection();
            assertThat(reader.feed(bytes("3;a\r\nabc\r\n0\r\nX-T: 1\r\n\r\n"), fresh))
                    .as(body.name())
                    .isEqualTo(Progress.COMPLETE);
            assertThat(fresh.written()).as(body.name()).isEqualTo("abc");
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(Message.bytes(text));
    }
}
