package io.steelyard.l7;

import io.steelyard.l7.BodyReader.Framing;
import io.steelyard.l7.BodyReader.Output;
import io.steelyard.l7.BodyReader.Progress;

/** What became of a body: how far it was read, how many bytes that took, and what was passed on. */
record BodyReading(Progress progress, int taken, long received, String written) {

    static BodyReading ofChunks(Pieces pieces, Output output) {
        return of(pieces, Framing.CHUNKED, -1, output);
    }

    static BodyReading of(Pieces pieces, Framing framing, long length, Output output) {
        BodyReader reader = new BodyReader();
        reader.begin(framing, length, output);
        RecordingConnection to = new RecordingConnection();
        Progress[] last = {Progress.MORE};
        int taken = pieces.feed(piece -> {
            last[0] = reader.feed(piece, to);
            return last[0] == Progress.MORE;
        });
        return new BodyReading(last[0], taken, reader.received(), to.written());
    }
}
