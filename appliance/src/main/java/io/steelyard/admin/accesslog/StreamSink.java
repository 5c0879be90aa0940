package io.steelyard.admin.accesslog;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to a stream that is somebody else's, such as the standard output. */
record StreamSink(String name, OutputStream out) implements LineSink {
    @Override
    public void write(byte[] lines, int length) throws IOException {
        out.write(lines, 0, length);
        out.flush();
    }
}
