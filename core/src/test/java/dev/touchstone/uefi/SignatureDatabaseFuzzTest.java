package dev.touchstone.uefi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a signature database, or the one declared refusal")
class SignatureDatabaseFuzzTest {

    private static final List<String> TYPES = List.of(
            "c1c41626-504c-4092-aca9-41f936934328",
            "a5c059a1-94e4-4aa7-87b5-ab155c2bf072",
            "3bd2a492-96c0-4079-b420-fcf98ef103ed",
            "826ca512-cf10-4ac9-b187-be01496631bd",
            "00000000-0000-0000-0000-000000000000");

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            Bytes bytes = Bytes.of(input);
            Memory.bounded(bytes, SignatureDatabase::parse).entries().forEach(Signature::text);
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    /** Lists of types that are known, with entries of one size. */
    @FuzzTest(maxDuration = "20s")
    void lists(byte[] input) {
        Fed fed = new Fed(input);
        Events database = Events.of();
        while (fed.more()) {
            database.bytes(list(fed));
        }
        anyBytes(database.bytes().toArray());
    }

    private static Bytes list(Fed fed) {
        String type = fed.one(TYPES);
        Bytes[] entries = new Bytes[fed.octet() % 8];
        Arrays.fill(entries, entry(fed));
        byte[] list = Events.list(type, entries).bytes().toArray();
        list[24] ^= (byte) (fed.octet() == 0xff ? 1 : 0); // now and then the entries are of another size
        return Bytes.of(list);
    }

    private static Bytes entry(Fed fed) {
        return switch (fed.octet() % 4) {
            case 0 -> Bytes.filled(32, 1);
            case 1 -> Events.certificate(Events.name(1, fed.octet(), fed.bytes(32)));
            case 2 -> Events.certificate(fed.part());
            default -> fed.part();
        };
    }
}
