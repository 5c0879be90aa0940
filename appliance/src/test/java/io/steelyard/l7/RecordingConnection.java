package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.net.Connection;
import io.steelyard.net.ConnectionHandler;
import io.steelyard.net.Loop;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;

/** Keeps what is written to it; offers nothing else of a connection. */
final class RecordingConnection implements Connection {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    String written() {
        return Message.text(written.toByteArray());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        written.write(bytes, offset, length);
    }

    @Override
    public void write(ByteBuf data, int index, int length) {
        if (length == 0) {
            throw new IllegalArgumentException("a slice of nothing is work for nothing");
        }
        byte[] copy = new byte[length];
        data.getBytes(index, copy);
        written.writeBytes(copy);
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Loop loop() {
        throw notOffered();
    }

    @Override
    public void pauseReading() {
        throw notOffered();
    }

    @Override
    public void resumeReading() {
        throw notOffered();
    }

    @Override
    public void finishWriting() {
        throw notOffered();
    }

    @Override
    public void close() {
        throw notOffered();
    }

    @Override
    public void abort() {
        throw notOffered();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        throw notOffered();
    }

    @Override
    public InetSocketAddress localAddress() {
        throw notOffered();
    }

    @Override
    public void handler(ConnectionHandler handler) {
        throw notOffered();
    }

    private static UnsupportedOperationException notOffered() {
        return new UnsupportedOperationException("reading a body needs nothing of a connection but writing to it");
    }
}
