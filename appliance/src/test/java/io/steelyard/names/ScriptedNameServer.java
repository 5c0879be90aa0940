package io.steelyard.names;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on loopback whose zone is what a test puts into it. Names that it does not have do not exist. */
public final class ScriptedNameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int AAAA = 28;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, List<Entry>> zone = new ConcurrentHashMap<>();
    private volatile int code;
    private volatile boolean silent;

    private record Entry(int type, int ttl, ByteBuffer content, String alias) {}

    public ScriptedNameServer() throws IOException {
        Thread thread = new Thread(this::serve, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** From now on the name has just these addresses. */
    public ScriptedNameServer has(String name, int ttl, String... addresses) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String address : addresses) {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            entries.add(new Entry(bytes.length == 4 ? A : AAAA, ttl, ByteBuffer.wrap(bytes), ""));
        }
        zone.put(name, entries);
        return this;
    }

    public ScriptedNameServer alias(String name, int ttl, String to) {
        zone.put(name, List.of(new Entry(CNAME, ttl, ByteBuffer.wrap(encoded(to)), to)));
        return this;
    }

    /** From now on every answer has this response code; 0 for what the zone says. */
    public ScriptedNameServer fails(int responseCode) {
        code = responseCode;
        return this;
    }

    public ScriptedNameServer silent(boolean now) {
        silent = now;
        return this;
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                if (!silent) {
                    byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        int end = 12;
        List<String> labels = new ArrayList<>();
        while (question[end] != 0) {
            labels.add(new String(question, end + 1, question[end], StandardCharsets.US_ASCII));
            end += question[end] + 1;
        }
        int type = ByteBuffer.wrap(question).getShort(end + 1);
        String name = String.join(".", labels);
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        int count = code == 0 ? write(name, type, records) : 0;
        int rcode = code != 0 ? code : zone.containsKey(name) ? 0 : 3;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(question, 0, 2);
        out.write(new byte[] {(byte) 0x81, (byte) (0x80 | rcode), 0, 1, 0, (byte) count, 0, 0, 0, 0});
        out.write(question, 12, end + 5 - 12);
        records.writeTo(out);
        return out.toByteArray();
    }

    private int write(String name, int type, ByteArrayOutputStream out) throws IOException {
        int count = 0;
        for (Entry entry : zone.getOrDefault(name, List.of())) {
            if (entry.type() == type || entry.type() == CNAME) {
                out.write(encoded(name));
                out.write(ByteBuffer.allocate(10)
                        .putShort((short) entry.type())
                        .putShort((short) 1)
                        .putInt(entry.ttl())
                        .putShort((short) entry.content().capacity())
                        .array());
                out.write(entry.content().array());
                count += 1 + (entry.type() == CNAME ? write(entry.alias(), type, out) : 0);
            }
        }
        return count;
    }

    private static byte[] encoded(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
