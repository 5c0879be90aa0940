package io.steelyard.health.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the Huffman code of HPACK (RFC 7541, 5.2 and Appendix B). That code is canonical: codes of one length follow each
 * other in the order of their symbols, and shorter ones come first. So the lengths are all there is to write down.
 */
final class HpackHuffman {
    /** The code length of each byte 0 to 255 and of the end of string, {@code A} for 5 bits, {@code B} for 6, and so on. */
    private static final String LENGTHS =
            "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHFIBCCCCCCCCCCCCCCCCCCCC"
                    + "CCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIXPRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRT"
                    + "QRSSQQRQSRSSPRRRSRRSVVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWVZ";

    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;
    private static final int END_OF_STRING = 256;

    /** By length: the first code, how many there are, and where their symbols begin in {@link #SYMBOLS}. */
    private static final int[] FIRST = new int[LONGEST + 1];

    private static final int[] COUNT = new int[LONGEST + 1];
    private static final int[] START = new int[LONGEST + 1];
    private static final int[] SYMBOLS = new int[END_OF_STRING + 1];

    static {
        int code = 0;
        int next = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            code <<= 1;
            FIRST[length] = code;
            START[length] = next;
            for (int symbol = 0; symbol <= END_OF_STRING; symbol++) {
                if (LENGTHS.charAt(symbol) - 'A' + SHORTEST == length) {
                    SYMBOLS[next++] = symbol;
                    code++;
                }
            }
            COUNT[length] = next - START[length];
        }
    }

    private HpackHuffman() {}

    /** One character per byte. */
    static String decode(byte[] bytes, int from, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length * 2);
        int code = 0;
        int bits = 0;
        for (int i = 0; i < length * 8; i++) {
            code = (code << 1) | ((bytes[from + i / 8] >> (7 - i % 8)) & 1);
            bits++;
            int place = bits < SHORTEST ? -1 : code - FIRST[bits];
            if (place >= 0 && place < COUNT[bits]) {
                int symbol = SYMBOLS[START[bits] + place];
                if (symbol == END_OF_STRING) {
                    throw new Http2Fault("a Huffman code in it holds the end of string");
                }
                out.write(symbol);
                code = 0;
                bits = 0;
            } else if (bits == LONGEST) {
                throw new Http2Fault("a Huffman code in it is unknown");
            }
        }
        if (bits > 7 || code != (1 << bits) - 1) {
            throw new Http2Fault("a Huffman code in it is padded wrongly");
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
