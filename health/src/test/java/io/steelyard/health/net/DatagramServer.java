package io.steelyard.health.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;

/** A UDP server on loopback that answers each datagram with those that a script makes of it. */
public final class DatagramServer implements AutoCloseable {

    /** The datagrams that one datagram is answered with. */
    @FunctionalInterface
    public interface Script {
        List<byte[]> answer(byte[] datagram);
    }

    private final DatagramSocket socket;
    private final Script script;

    public DatagramServer(Script script) throws SocketException {
        this.script = script;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "datagram-server");
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    private void serve() {
        byte[] buffer = new byte[65_535];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                for (byte[] answer : script.answer(Arrays.copyOf(buffer, packet.getLength()))) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
