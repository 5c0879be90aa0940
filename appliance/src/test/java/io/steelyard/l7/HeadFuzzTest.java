package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.steelyard.l7.StrictReference.Accepted;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What must hold for any bytes that come as a head: nothing is thrown, the pieces in which they come change nothing, and
 * a plain second reading of the RFC agrees on whether it is a message and on what it means.
 *
 * <p>{@code JAZZER_FUZZ=1 ./mvnw test -pl appliance -am -Dtest=HeadFuzzTest#any_bytes_as_a_request
 * -Dsurefire.failIfNoSpecifiedTests=false -Djazzer.hooks=true} looks for more, guided by coverage.
 */
class HeadFuzzTest {

    @Test
    void mutated_requests_are_read_as_the_reference_reads_them() {
        Fuzzing.run(Message.table("requests.txt"), HeadFuzzTest::checkRequest);
    }

    @Test
    void mutated_responses_are_read_as_the_reference_reads_them() {
        Fuzzing.run(Message.table("responses.txt"), HeadFuzzTest::checkResponse);
    }

    @FuzzTest(maxDuration = "10m")
    void any_bytes_as_a_request(byte[] bytes) {
        checkRequest(bytes, new SplittableRandom(bytes.length));
    }

    @FuzzTest(maxDuration = "10m")
    void any_bytes_as_a_response(byte[] bytes) {
        checkResponse(bytes, new SplittableRandom(bytes.length));
    }

    private static void checkRequest(byte[] bytes, SplittableRandom random) {
        String text = Message.text(bytes);
        HeadReading reading = sameInAllPieces(bytes, random, true);
        Optional<Accepted> reference = StrictReference.request(text);
        agrees(reading, reference, text, headStart(text));
        if (reading.accepted()) {
            Head head = reading.head();
            Accepted said = reference.orElseThrow();
            assertThat(said.firstLine())
                    .containsExactly(head.method(), head.target(), String.valueOf(head.minorVersion));
            assertThat(HeadReading.text(head, head.hostStart, head.hostEnd)).isEqualTo(said.host());
            String line = head.method() + " " + head.target() + " HTTP/1." + head.minorVersion;
            HeadReading again = HeadReading.ofRequest(new Pieces("again", Message.bytes(written(line, head))));
            assertThat(again.outcome()).as("written out and read again").isEqualTo(reading.outcome());
        }
    }

    private static void checkResponse(byte[] bytes, SplittableRandom random) {
        String text = Message.text(bytes);
        HeadReading reading = sameInAllPieces(bytes, random, false);
        Optional<Accepted> reference = StrictReference.response(text);
        agrees(reading, reference, text, 0);
        if (reading.accepted()) {
            Head head = reading.head();
            Accepted said = reference.orElseThrow();
            String reason = HeadReading.text(head, head.reasonStart, head.reasonEnd);
            assertThat(said.firstLine())
                    .containsExactly(String.valueOf(head.status), reason, String.valueOf(head.minorVersion));
            String line = "HTTP/1." + head.minorVersion + " " + head.status + reason;
            HeadReading again = HeadReading.ofResponse(new Pieces("again", Message.bytes(written(line, head))));
            assertThat(again.outcome()).as("written out and read again").isEqualTo(reading.outcome());
        }
    }

    private static HeadReading sameInAllPieces(byte[] bytes, SplittableRandom random, boolean request) {
        List<Pieces> ways = Pieces.some(bytes, random);
        List<HeadReading> readings = ways.stream()
                .map(pieces -> request ? HeadReading.ofRequest(pieces) : HeadReading.ofResponse(pieces))
                .toList();
        HeadReading whole = readings.get(0);
        for (int i = 0; i < ways.size(); i++) {
            HeadReading reading = readings.get(i);
            assertThat(reading.taken()).as(ways.get(i).name()).isLessThanOrEqualTo(bytes.length);
            // Garbage may be refused before its line ends when it comes at once.
            if (!(whole.refused() && reading.progress() == HeadParser.Progress.MORE)) {
                assertThat(reading.outcome()).as(ways.get(i).name()).isEqualTo(whole.outcome());
            }
            if (whole.accepted()) {
                assertThat(reading.taken()).as(ways.get(i).name()).isEqualTo(whole.taken());
            }
        }
        return whole;
    }

    private static void agrees(HeadReading reading, Optional<Accepted> reference, String text, int start) {
        assertThat(reading.accepted()).as("accepted: " + reading.outcome()).isEqualTo(reference.isPresent());
        if (reading.progress() == HeadParser.Progress.MORE) {
            assertThat(StrictReference.headEnd(text, start))
                    .as("the head's end")
                    .isEqualTo(-1);
        }
        if (reference.isPresent()) {
            Head head = reading.head();
            assertThat(reading.taken()).isEqualTo(reference.get().length());
            assertThat(framing(head)).isEqualTo(reference.get().framing());
            assertThat(head.fieldCount()).isEqualTo(reference.get().fields().size());
            for (int field = 0; field < head.fieldCount(); field++) {
                StrictReference.Field said = reference.get().fields().get(field);
                assertThat(HeadReading.text(head, head.nameStart(field), head.nameEnd(field)))
                        .isEqualTo(said.name());
                assertThat(HeadReading.text(head, head.valueStart(field), head.valueEnd(field)))
                        .isEqualTo(said.value());
            }
        }
    }

    private static String framing(Head head) {
        if (head.chunked) {
            return "chunked";
        }
        return head.contentLength < 0 ? "none" : "length " + head.contentLength;
    }

    private static int headStart(String text) {
        int start = 0;
        while (text.startsWith("\r\n", start)) {
            start += 2;
        }
        return start;
    }

    /** From the table of offsets, as it would be passed on. */
    private static String written(String line, Head head) {
        StringBuilder out = new StringBuilder(line).append("\r\n");
        for (int field = 0; field < head.fieldCount(); field++) {
            out.append(HeadReading.text(head, head.nameStart(field), head.nameEnd(field)))
                    .append(": ")
                    .append(HeadReading.text(head, head.valueStart(field), head.valueEnd(field)))
                    .append("\r\n");
        }
        return out.append("\r\n").toString();
    }
}
