package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.net.Connection;
import io.steelyard.net.ConnectionHandler;
import io.steelyard.net.Loop;
import java.net.InetSocketAddress;

/** A connection of which nothing but its two ends is of interest. */
record AddressedConnection(InetSocketAddress remoteAddress, InetSocketAddress localAddress) implements Connection {
    @Override
    public Loop loop() {
        throw notOffered();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        throw notOffered();
    }

    @Override
    public void write(ByteBuf data, int index, int length) {
        throw notOffered();
    }

    @Override
    public boolean isWritable() {
        return true;
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
    public boolean isOpen() {
        return true;
    }

    @Override
    public void handler(ConnectionHandler handler) {
        throw notOffered();
    }

    private static UnsupportedOperationException notOffered() {
        return new UnsupportedOperationException("this connection has ends and nothing between them");
    }
}
