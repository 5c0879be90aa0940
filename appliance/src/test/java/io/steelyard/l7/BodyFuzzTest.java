package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.steelyard.l7.BodyReader.Output;
import io.steelyard.l7.BodyReader.Progress;
import io.steelyard.l7.ChunkReference.Body;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What must hold for any bytes that come as a chunked body: nothing is thrown, the pieces in which they come change
 * nothing, a plain second reading of the RFC agrees, and what is passed on means the same.
 */
class BodyFuzzTest {

    @Test
    void mutated_bodies_are_read_as_the_reference_reads_them() {
        Fuzzing.run(Message.table("bodies.txt"), BodyFuzzTest::check);
    }

    @FuzzTest(maxDuration = "10m")
    void any_bytes_as_a_chunked_body(byte[] bytes) {
        check(bytes, new SplittableRandom(bytes.length));
    }

    private static void check(byte[] bytes, SplittableRandom random) {
        List<Pieces> ways = Pieces.some(bytes, random);
        BodyReading same = sameInAllPieces(ways, Output.SAME);
        BodyReading content = sameInAllPieces(ways, Output.CONTENT);
        Optional<Body> reference = ChunkReference.read(Message.text(bytes));

        assertThat(same.progress() == Progress.COMPLETE).as("a whole body").isEqualTo(reference.isPresent());
        assertThat(content.progress()).isEqualTo(same.progress());
        if (reference.isPresent()) {
            assertThat(same.taken()).isEqualTo(reference.get().length());
            assertThat(content.taken()).isEqualTo(reference.get().length());
            assertThat(content.written()).isEqualTo(reference.get().content());
            assertThat(ChunkReference.read(same.written()).orElseThrow())
                    .as("what is passed on")
                    .isEqualTo(new Body(same.written().length(), reference.get().content()));
        }
    }

    private static BodyReading sameInAllPieces(List<Pieces> ways, Output output) {
        List<BodyReading> readings = ways.stream()
                .map(pieces -> BodyReading.ofChunks(pieces, output))
                .toList();
        BodyReading whole = readings.get(0);
        for (int i = 0; i < ways.size(); i++) {
            BodyReading reading = readings.get(i);
            // A trailer's garbage may be refused before its line ends when it comes at once.
            if (!(whole.progress() == Progress.BROKEN && reading.progress() == Progress.MORE)) {
                assertThat(reading.progress()).as(ways.get(i).name()).isEqualTo(whole.progress());
            }
            if (whole.progress() == Progress.COMPLETE) {
                assertThat(reading).as(ways.get(i).name()).isEqualTo(whole);
            }
        }
        return whole;
    }
}
