package dev.touchstone.log.ima;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a measurement list whose every record can be hashed and told, or the one declared refusal")
class ImaLogFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void binary(byte[] input) {
        try {
            tell(Memory.bounded(Bytes.of(input), ImaLog::parse));
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    @FuzzTest(maxDuration = "20s")
    void ascii(byte[] input) {
        try {
            tell(Memory.bounded(Bytes.of(input), ImaLog::parseAscii));
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    private static void tell(ImaLog log) {
        for (ImaRecord next : log.records()) {
            next.headerMatches();
            if (next.entry() instanceof ImaEntry.File file) {
                file.signature().ifPresent(s -> s.verify(file.digest(), List.of()));
            }
        }
    }

    /** The template is the input's first bytes, its data the rest. */
    @FuzzTest(maxDuration = "20s")
    void entry(byte[] input) {
        List<String> templates = List.of(
                "ima-ng",
                "ima-sig",
                "ima-ngv2",
                "ima-sigv2",
                "ima-buf",
                "ima-modsig",
                "evm-sig",
                "d|n",
                "d-ng|n|imode");
        if (input.length > 0) {
            String template = templates.get((input[0] & 0xff) % templates.size());
            Bytes data = Bytes.of(input).slice(1, input.length);
            ImaListBuilder list = new ImaListBuilder();
            list.entries().add(new ImaListBuilder.Entry(10, HashAlgorithm.SHA1.hash(data), template, data));
            tell(list.parse());
        }
    }
}
