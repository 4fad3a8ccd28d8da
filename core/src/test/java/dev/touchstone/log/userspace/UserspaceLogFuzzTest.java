package dev.touchstone.log.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UserspaceLogFuzzTest {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void a_log_is_refused_or_holds_what_its_types_promise(byte[] data) {
        try {
            Memory.bounded(Bytes.of(data), UserspaceLog::parse).records().forEach(UserspaceLogFuzzTest::check);
        } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, data.length);
        }
    }

    private static void check(UserspaceRecord record) {
        assertThat(record.digests()).isNotEmpty();
        record.digests().forEach((bank, digest) -> assertThat(digest.length()).isEqualTo(bank.size()));
        for (HashAlgorithm bank : HashAlgorithm.values()) {
            Description description = record.describe(bank);
            assertThat(description.verified()).isEqualTo(record.binding(bank) instanceof Binding.Bound);
            assertThat(description.toString().codePoints()).noneMatch(Character::isISOControl);
            if (record.binding(bank) instanceof Binding.Bound(String string)) {
                assertThat(bank.hash(Bytes.ofUtf8(string)))
                        .isEqualTo(record.digests().get(bank));
            }
        }
    }

    static Stream<Arguments> seeds() throws MalformedException {
        return Stream.of(
                        Bytes.EMPTY,
                        Records.framed(Records.json(
                                "\"pcr\":11",
                                Records.digestOf("ready"),
                                "\"string\":\"ready\",\"bootId\":\"43a9f30a9e6e4c169e93000226bd013c\","
                                        + "\"timestamp\":9128792,\"eventType\":\"phase\"")),
                        Records.framed(Records.json(
                                "\"nv_index\":30474753",
                                Records.digestOf("cryptsetup-keyslot:root:id:tpm2:1"),
                                "\"nvIndexName\":\"cryptsetup\",\"string\":\"cryptsetup-keyslot:root:id:tpm2:1\"")),
                        Records.framed(Records.json(
                                "\"pcr\":15",
                                Records.digest(HashAlgorithm.SHA1, HashAlgorithm.SHA1.zero()),
                                "\"string\":\"cryptsetup:root:id\",\"eventType\":\"volume-key\"")))
                .map(log -> Arguments.of((Object) log.toArray()));
    }
}
