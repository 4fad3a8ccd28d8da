package dev.touchstone.log.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log's header")
class SpecIdTest {

    private static FirmwareLog log(String name) throws MalformedException {
        return FirmwareLog.parse(Vectors.bytes(Vectors.shared("linux/uefi/" + name)));
    }

    @Test
    @DisplayName("gives the specification's version, the platform's class, the banks and the maker's bytes")
    void header() throws MalformedException {
        SpecId header = log("tpm2-tools-specid-vendordata.bin").header().orElseThrow();
        assertThat(header.vendorInfo().length()).isEqualTo(4);
        assertThat(header).hasToString("PC Client 2.0 errata 0, client, banks sha1, sha256");
    }

    @Test
    @DisplayName("names an SM3 bank, which is shown though it cannot be recomputed")
    void sm3() throws MalformedException {
        FirmwareLog log = log("tpm2-tss-hcrtm-sm3bank.bin");
        assertThat(log.header().orElseThrow()).asString().endsWith("banks sha1, sha256, sm3_256");
        assertThat(log.events())
                .allMatch(e ->
                        e.digest(dev.touchstone.bytes.HashAlgorithm.SM3_256).isPresent());
    }

    @Test
    @DisplayName("is not there in a SHA-1 log")
    void sha1() throws MalformedException {
        assertThat(log("tpm2-tools-uefi-sha1-log.bin").header()).isEmpty();
    }
}
