package dev.touchstone.agent.tpm.tss;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;

class DerCertificatesFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void any_nv_content_gives_parts_of_itself(byte[] input) {
        Bytes content = Bytes.of(input);
        int found =
                DerCertificates.chain(content).stream().mapToInt(Bytes::length).sum();
        assertThat(found).isLessThanOrEqualTo(content.length());
        assertThat(DerCertificates.withoutPadding(content).length()).isLessThanOrEqualTo(content.length());
    }
}
