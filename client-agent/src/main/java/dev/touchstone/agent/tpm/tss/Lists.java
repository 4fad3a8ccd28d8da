package dev.touchstone.agent.tpm.tss;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

/**
 * Looks at the lists in a response before TSS.Java does: that makes an array of as many elements as a list claims to
 * have, up to four thousand million, and only then reads the first.
 */
final class Lists {

    private static final int CREATE_PRIMARY = 0x131;
    private static final int CREATE = 0x153;
    private static final int GET_CAPABILITY = 0x17a;
    private static final int PCR_READ = 0x17e;

    /** Where a command's code is (TPM 2.0 Library, Part 1, §16.1): behind its tag and size. */
    private static final int CODE = 6;

    private Lists() {}

    /** Whether the response to {@code command} holds a list. */
    static boolean comeWith(Bytes command) throws MalformedException {
        return switch (code(command.reader())) {
            case CREATE_PRIMARY, CREATE, GET_CAPABILITY, PCR_READ -> true;
            default -> false;
        };
    }

    /** How many handles stand before the parameters of the response to such a {@code command}. */
    static int handles(Bytes command) throws MalformedException {
        return code(command.reader()) == CREATE_PRIMARY ? 1 : 0;
    }

    private static int code(ByteReader command) throws MalformedException {
        command.bytes(CODE, "tag and size");
        return (int) command.u32("commandCode");
    }

    /**
     * Refuses a list that cannot be in what is left of {@code parameters} (Part 3, §12.1, 22.4, 24.1 and 30.2), or that
     * is of something else than was asked for.
     */
    static void check(Bytes command, ByteReader parameters) throws MalformedException {
        ByteReader asked = command.reader();
        switch (code(asked)) {
            case GET_CAPABILITY -> {
                parameters.u8("moreData");
                if (parameters.u32("capability") != asked.u32("capability")) {
                    throw parameters.malformed("another capability than was asked for");
                }
                count(parameters);
            }
            case PCR_READ -> {
                parameters.u32("pcrUpdateCounter");
                Selections.read(parameters);
                count(parameters);
            }
            case CREATE -> {
                parameters.tpm2b("outPrivate");
                created(parameters);
            }
            case CREATE_PRIMARY -> created(parameters);
            default -> {
                // no list in its response
            }
        }
    }

    /** TPMS_CREATION_DATA begins with a list (Part 2, §15.1). */
    private static void created(ByteReader parameters) throws MalformedException {
        parameters.tpm2b("outPublic");
        count(parameters.sub(parameters.u16("creationData size"), "creationData"));
    }

    private static void count(ByteReader list) throws MalformedException {
        long count = list.u32("count");
        if (count > list.remaining()) {
            throw list.malformed("a list of " + count + " elements in " + list.remaining() + " bytes");
        }
    }
}
