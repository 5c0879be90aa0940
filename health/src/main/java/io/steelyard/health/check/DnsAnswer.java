package io.steelyard.health.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What a DNS server answered (RFC 1035, section 4.1), as far as a probe looks at it.
 *
 * @param questionType -1 where the question is not repeated
 * @param records the answer section; what stands behind it is not read
 */
record DnsAnswer(
        int id,
        boolean response,
        boolean truncated,
        int rcode,
        String questionName,
        int questionType,
        int questionClass,
        List<DnsRecord> records) {

    static final int NO_ERROR = 0;
    static final int NXDOMAIN = 3;

    private static final int HEADER = 12;
    private static final int SMALLEST_RECORD = 11;
    private static final List<String> RCODES =
            List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN");
    private static final List<String> MEANINGS = List.of(
            "",
            "it did not understand the question",
            "it could not answer",
            "no such name",
            "it does not do this",
            "it does not answer us",
            "");

    /** @throws DnsReader.Malformed where the bytes are no DNS message */
    static DnsAnswer read(byte[] message) {
        if (message.length < HEADER) {
            throw new DnsReader.Malformed("it is shorter than a DNS header");
        }
        DnsReader in = new DnsReader(message);
        int id = in.twoBytes();
        int flags = in.twoBytes();
        int questions = in.twoBytes();
        int answers = in.twoBytes();
        in.moveTo(HEADER);
        if (questions > 1) {
            throw new DnsReader.Malformed("it repeats " + questions + " questions");
        }
        String name = questions == 1 ? in.name() : "";
        int type = questions == 1 ? in.twoBytes() : -1;
        int questionClass = questions == 1 ? in.twoBytes() : -1;
        boolean truncated = (flags & 0x0200) != 0;
        if (!truncated && (long) answers * SMALLEST_RECORD > message.length) {
            throw new DnsReader.Malformed("it announces more records than it has room for");
        }
        return new DnsAnswer(
                id,
                (flags & 0x8000) != 0,
                truncated,
                flags & 0xf,
                name,
                type,
                questionClass,
                records(in, answers, truncated));
    }

    /** Those that are there in full; a truncated message may announce more than it has. */
    private static List<DnsRecord> records(DnsReader in, int announced, boolean truncated) {
        List<DnsRecord> records = new ArrayList<>();
        try {
            for (int i = 0; i < announced; i++) {
                records.add(DnsRecord.read(in));
            }
        } catch (DnsReader.Malformed e) {
            if (!truncated) {
                throw e;
            }
        }
        return List.copyOf(records);
    }

    List<DnsRecord> ofType(DnsType type) {
        return records.stream().filter(record -> record.type() == type.number()).toList();
    }

    /** The response code in words, such as {@code NXDOMAIN (no such name)}. */
    String rcodeWords() {
        if (rcode >= RCODES.size()) {
            return "RCODE " + rcode;
        }
        String meaning = MEANINGS.get(rcode);
        return RCODES.get(rcode) + (meaning.isEmpty() ? "" : " (" + meaning + ")");
    }
}
