package dev.touchstone.tpm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;

class CertifyAttestFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void refuses_or_reads_any_bytes(byte[] input) {
        try {
            Memory.bounded(Bytes.of(input), CertifyAttest::parse);
        } catch (MalformedException e) {
            // The declared refusal.
        }
    }
}
