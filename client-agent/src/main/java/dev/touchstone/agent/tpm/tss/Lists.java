package dev.touchstone.agent.tpm.tss;

import dev.touchstone.bytes.ByteReader;
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

    /** Reads the code of a command. */
    static int code(ByteReader command) throws MalformedException {
        command.bytes(CODE, "tag and size");
        return (int) command.u32("commandCode");
    }

    /** How many handles stand before the parameters of its response. */
    static int handles(int code) {
        return code == CREATE_PRIMARY ? 1 : 0;
    }

    /** Refuses a list that cannot be in what is left of {@code parameters} (Part 3, §12.1, 22.4, 24.1 and 30.2). */
    static void check(int code, ByteReader parameters) throws MalformedException {
        switch (code) {
            case GET_CAPABILITY -> {
                parameters.bytes(5, "moreData and capability");
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
