package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A filter for listening sockets (Linux, socket(7), SO_ATTACH_FILTER) that drops the first packet of every new
 * connection and lets the rest through, so that handshakes under way come to their end and nobody new joins the queue. In
 * the classic BPF of the kernel's {@code Documentation/networking/filter.rst}; a socket's filter sees the TCP header at
 * its beginning (RFC 9293 section 3.1: the flags are in byte 13).
 */
final class NobodyNew {
    static final int LEVEL = 1; // SOL_SOCKET
    static final int OPTION = 26; // SO_ATTACH_FILTER

    private static final int FLAGS = 13;
    private static final int SYN = 0x02;
    private static final int SYN_AND_ACK = 0x12;

    private static final int LOAD_BYTE = 0x30;
    private static final int AND = 0x54;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int ALL_OF_IT = 0xffff;

    private static final int INSTRUCTIONS = 5;
    private static final int INSTRUCTION_BYTES = 8;

    /** Never freed, as it is the same for every socket. */
    private static final ByteBuf PROGRAM = program();

    private NobodyNew() {}

    /** {@code struct sock_fprog}: how many instructions, and where they are. */
    static ByteBuffer option() {
        ByteBuffer option = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        option.putShort(0, (short) INSTRUCTIONS);
        option.putLong(8, PROGRAM.memoryAddress());
        return option;
    }

    private static ByteBuf program() {
        ByteBuf program = Unpooled.directBuffer(INSTRUCTIONS * INSTRUCTION_BYTES);
        instruction(program, LOAD_BYTE, 0, FLAGS);
        instruction(program, AND, 0, SYN_AND_ACK);
        instruction(program, JUMP_IF_EQUAL, 1, SYN);
        instruction(program, RETURN, 0, 0);
        instruction(program, RETURN, 0, ALL_OF_IT);
        return program;
    }

    /** {@code struct sock_filter}; all machines that Steelyard runs on are little endian. */
    private static void instruction(ByteBuf program, int code, int skipIfNot, int value) {
        program.writeShortLE(code).writeByte(0).writeByte(skipIfNot).writeIntLE(value);
    }
}
