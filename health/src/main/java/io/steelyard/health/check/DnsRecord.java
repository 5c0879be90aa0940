package io.steelyard.health.check;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.StringJoiner;

/**
 * One record of an answer.
 *
 * @param data as a zone file would have it, names without the dot at their end, such as {@code 192.0.2.1},
 *     {@code 10 mail.example.com}; what has no words here as {@code \# length hex} (RFC 3597)
 */
record DnsRecord(int type, String data) {

    static DnsRecord read(DnsReader in) {
        in.name();
        int type = in.twoBytes();
        in.twoBytes(); // class
        in.fourBytes(); // time to live
        int length = in.twoBytes();
        int end = in.at() + length;
        int start = in.at();
        in.moveTo(end);
        in.moveTo(start);
        String data = data(in, type, length);
        if (in.at() > end) {
            throw new DnsReader.Malformed("the data of a record is longer than it says");
        }
        in.moveTo(end);
        return new DnsRecord(type, data);
    }

    private static String data(DnsReader in, int type, int length) {
        return switch (type) {
            case 1 -> address(in, length, 4);
            case 28 -> address(in, length, 16);
            case 2, 5, 12 -> in.name();
            case 6 ->
                in.name() + " " + in.name() + " " + in.fourBytes() + " " + in.fourBytes() + " " + in.fourBytes() + " "
                        + in.fourBytes() + " " + in.fourBytes();
            case 15 -> in.twoBytes() + " " + in.name();
            case 16 -> texts(in, in.at() + length);
            case 33 -> in.twoBytes() + " " + in.twoBytes() + " " + in.twoBytes() + " " + in.name();
            default -> "\\# " + length + " " + HexFormat.of().formatHex(in.bytes(length));
        };
    }

    private static String address(DnsReader in, int length, int expected) {
        if (length != expected) {
            throw new DnsReader.Malformed("an address in it has " + length + " bytes instead of " + expected);
        }
        try {
            return InetAddress.getByAddress(in.bytes(length)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for other lengths
        }
    }

    private static String texts(DnsReader in, int end) {
        StringJoiner texts = new StringJoiner("");
        while (in.at() < end) {
            texts.add(in.characterString());
        }
        return texts.toString();
    }
}
