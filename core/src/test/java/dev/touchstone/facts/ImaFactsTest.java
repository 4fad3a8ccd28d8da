package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.ima.ImaListBuilder;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ImaCheckpoint;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.Replay;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Facts of an IMA list")
class ImaFactsTest {

    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;

    private static BootFacts attested(ImaListBuilder list, Bytes quoted) throws MalformedException {
        var quote = Boots.quote(Boots.values(Map.of(BANK, Map.of(ImaEvidence.DEFAULT_PCR, quoted))));
        var ima = new ImaEvidence(ImaLog.parse(list.build()), ImaCheckpoint.ZERO);
        var firmware = FirmwareReplay.of(Boots.parse(Bytes.EMPTY));
        return AttestedFacts.of(Boots.replayed(Replay.of(quote, firmware, Boots.NO_USERSPACE, ima)))
                .facts();
    }

    private static ImaListBuilder withTable(ImaListBuilder list, String root) {
        Bytes buffer = Bytes.ofUtf8("dm_version=4.45.0;"
                + "name=root,uuid=CRYPT-VERITY-1,major=253,minor=0,minor_count=1,num_targets=1;"
                + "target_index=0,target_begin=0,target_len=8,target_name=verity,target_version=1.8.0,hash_failed=V,"
                + "verity_version=1,data_device_name=7:1,hash_device_name=7:0,verity_algorithm=sha256,root_digest="
                + root + ",salt=00,ignore_zero_blocks=n,check_at_most_once=n;");
        return list.add(
                "ima-buf",
                ImaListBuilder.digest("sha256", BANK.hash(buffer)),
                ImaListBuilder.name("dm_table_load"),
                buffer);
    }

    @Test
    @DisplayName("name the root hash of a dm-verity device, and none that was set up after the quote")
    void verity() throws MalformedException {
        ImaListBuilder list = withTable(new ImaListBuilder().file("/init"), "ab".repeat(32));
        Bytes quoted = list.value(BANK);
        BootFacts facts = attested(withTable(list, "cd".repeat(32)), quoted);
        assertThat(facts.verity()).containsExactly(new VerityRoot("ima", "root", "ab".repeat(32)));
        assertThat(facts.ima()).contains(new Ima(2, 0, "none"));
    }

    @Test
    @DisplayName("read a table as a real kernel measured it")
    void realTable() throws MalformedException {
        ImaLog list = ImaLog.parseAscii(Vectors.bytes(Vectors.shared("linux/ima/keylime-ima-buf-device-mapper.txt")));
        BootFacts claimed = LogReading.of(Boots.parse(Bytes.EMPTY), Boots.NO_USERSPACE, Optional.of(list), Hints.none())
                .claimed();
        assertThat(claimed.verity())
                .contains(new VerityRoot(
                        "ima", "test", "6eaffe6b8b01990a1e39712657468e9b722cb64ba9942c6d586948da1bd40967"));
    }

    @Test
    @DisplayName("count violations, and name their files")
    void violations() throws MalformedException {
        ImaListBuilder list = new ImaListBuilder().file("/init").violation("/etc/pass\u202ewd");
        BootFacts facts = attested(list, list.value(BANK));
        assertThat(facts.ima()).contains(new Ima(2, 1, "none"));
        assertThat(facts.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.IMA_VIOLATION);
            assertThat(finding.event()).contains(1);
            assertThat(finding.text()).startsWith("\"/etc/pass\\u{202e}wd\"");
        });
    }

    @Test
    @DisplayName("tell a boot aggregate that is of other PCRs than the firmware log's")
    void bootAggregate() throws MalformedException {
        ImaLog list = ImaLog.parse(new ImaListBuilder()
                .add(
                        "ima-ng",
                        ImaListBuilder.digest("sha256", Bytes.filled(32, 7)),
                        ImaListBuilder.name("boot_aggregate"))
                .build());
        BootFacts claimed = LogReading.of(Boots.log("golden"), Boots.NO_USERSPACE, Optional.of(list), Hints.none())
                .claimed();
        assertThat(claimed.ima()).contains(new Ima(1, 0, "differs"));
        assertThat(claimed.findings()).extracting(Finding::code).contains(FindingCode.BOOT_AGGREGATE_DIFFERS);
    }
}
