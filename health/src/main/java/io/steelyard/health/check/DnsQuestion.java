package io.steelyard.health.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a DNS probe asks, in the form of RFC 1035, section 4.1: a header, one question of class IN, nothing else.
 *
 * @param recursion whether a server that does not know is asked to ask others
 */
record DnsQuestion(DnsName name, DnsType type, boolean recursion) {
    private static final int CLASS_IN = 1;
    private static final int RECURSION_DESIRED = 0x0100;

    /** The message to send, under this id of 16 bits. */
    byte[] message(int id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, id);
        number(out, recursion ? RECURSION_DESIRED : 0);
        number(out, 1);
        number(out, 0);
        number(out, 0);
        number(out, 0);
        if (!name.text().isEmpty()) {
            for (String label : name.text().split("\\.", -1)) {
                byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
                out.write(bytes.length);
                out.write(bytes, 0, bytes.length);
            }
        }
        out.write(0);
        number(out, type.number());
        number(out, CLASS_IN);
        return out.toByteArray();
    }

    /** What is wrong with an answer to this question under this id, empty when nothing is. */
    String mismatch(DnsAnswer answer, int id) {
        if (answer.id() != id) {
            return "its id is not the question's";
        }
        if (!answer.response()) {
            return "it is a question itself";
        }
        if (answer.questionType() == -1) { // servers may leave it out where they refuse
            return answer.rcode() == DnsAnswer.NO_ERROR ? "the question is not repeated in it" : "";
        }
        boolean same = name.is(answer.questionName())
                && answer.questionType() == type.number()
                && answer.questionClass() == CLASS_IN;
        return same ? "" : "it answers another question";
    }

    private static void number(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
