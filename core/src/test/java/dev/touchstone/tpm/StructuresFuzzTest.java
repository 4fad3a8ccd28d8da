package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.Memory;
import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give the structures that others are made of, or the one declared refusal")
class StructuresFuzzTest {

    private interface Structure {
        Object read(ByteReader reader) throws MalformedException;
    }

    private static final List<Structure> STRUCTURES = List.of(
            Symmetric::parse,
            Scheme::parseRsa,
            Scheme::parseEcc,
            EccCurve::parse,
            ClockInfo::parse,
            PcrSelection::parse,
            TpmName::parse,
            reader -> KeyMaterial.Rsa.parse(reader, 1024, reader.u32("exponent")),
            reader -> KeyMaterial.Ecc.parse(reader, EccCurve.P256));

    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        Fed fed = new Fed(input);
        Structure structure = fed.one(STRUCTURES);
        Bytes bytes = fed.all();
        try {
            assertThat(Memory.bounded(bytes, b -> structure.read(b.reader())).toString())
                    .isNotNull();
        } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, bytes.length());
        }
    }
}
