package dev.touchstone.log.ima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A measured device-mapper table")
class DmTableTest {

    private static final String ROOT = "6eaffe6b8b01990a1e39712657468e9b722cb64ba9942c6d586948da1bd40967";
    private static final String DEVICE = "dm_version=4.45.0;name=usr,uuid=CRYPT-VERITY-1,major=253;";
    private static final String VERITY =
            "target_index=0,target_name=verity,data_device_name=7:1,verity_algorithm=sha256,root_digest=" + ROOT + ";";

    private static DmTable parse(String event) throws MalformedException {
        return DmTable.parse(Bytes.ofUtf8(event));
    }

    @Test
    @DisplayName("of the recorded list shows its verity target, its root digest and its data device")
    void recorded() throws MalformedException {
        List<DmTable> tables = new ArrayList<>();
        for (ImaRecord dm :
                ImaVectors.whole("keylime-ima-buf-device-mapper.txt").records()) {
            DmTable.of((ImaEntry.Buffer) dm.entry()).ifPresent(tables::add);
        }
        assertThat(tables).hasSize(8);
        assertThat(tables.getFirst())
                .isEqualTo(new DmTable(
                        "test",
                        "CRYPT-VERITY-c76d07343d3a49b5ab01025d3b354df5-test",
                        List.of("verity"),
                        List.of(new DmTable.Verity(
                                "sha256", Optional.of(HashAlgorithm.SHA256), Bytes.ofHex(ROOT), "7:1"))));
        assertThat(tables)
                .flatExtracting(DmTable::targetNames)
                .containsExactly("verity", "linear", "snapshot", "integrity", "crypt", "cache", "mirror", "linear");
        assertThat(tables.subList(1, 8)).allMatch(t -> t.verity().isEmpty());
    }

    @Test
    @DisplayName("may have several targets, and names with escaped separators")
    void escaped() throws MalformedException {
        DmTable table = parse("dm_version=4.45.0;name=a\\,root_digest\\=00\\;b\\\\,uuid=;target_name=linear;" + VERITY);
        assertThat(table.name()).isEqualTo("a,root_digest=00;b\\");
        assertThat(table.uuid()).isEmpty();
        assertThat(table.targetNames()).containsExactly("linear", "verity");
        assertThat(table.verity()).hasSize(1);
    }

    @Test
    @DisplayName("keeps a tree's hash unknown here by its name")
    void unknownAlgorithm() throws MalformedException {
        DmTable.Verity verity =
                parse(DEVICE + VERITY.replace("sha256", "xxh")).verity().getFirst();
        assertThat(verity.algorithmName()).isEqualTo("xxh");
        assertThat(verity.algorithm()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "dm_version=4.45.0;",
                "name=usr,uuid=x;",
                DEVICE + "target_index=0;",
                DEVICE + "target_name=verity,verity_algorithm=sha256,data_device_name=7:1;",
                DEVICE + "target_name=verity,verity_algorithm=sha256,data_device_name=7:1,root_digest=00;",
                DEVICE + "target_name=verity,verity_algorithm=sha256,data_device_name=7:1,root_digest=;",
                DEVICE + "target_name=verity,verity_algorithm=x,data_device_name=7:1,root_digest=0g;",
                DEVICE + "target_name=verity,verity_algorithm=x,data_device_name=7:1,root_digest=000;",
                DEVICE + "target_name=verity,target_name=linear;",
                DEVICE + "target_name=linear\\;",
                DEVICE + "target_name=linear",
                DEVICE + "target_name;",
                "dm_version=4.45.0;name=a\tb,uuid=;",
                "dm_version=4.45.0;name=caf\u00e9,uuid=;"
            })
    @DisplayName("that is not rows of what it must have is refused")
    void refused(String event) {
        assertThatExceptionOfType(MalformedException.class).as(event).isThrownBy(() -> parse(event));
    }

    @Test
    @DisplayName("with a name longer than device-mapper has is refused, and any text longer than it may be")
    void longNames() throws MalformedException {
        assertThat(parse("dm_version=1;name=%s,uuid=;".formatted("a".repeat(128)))
                        .name())
                .hasSize(128);
        for (String event : List.of(
                "dm_version=1;name=%s,uuid=;".formatted("a".repeat(129)),
                "dm_version=1;name=a,uuid=,x=%s;".formatted("a".repeat(1025)),
                "dm_version=1;name=a,uuid=,%s=x;".formatted("a".repeat(1025)))) {
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> parse(event));
        }
    }

    @Test
    @DisplayName("cut anywhere but after a row is refused")
    void cut() {
        String whole = DEVICE + VERITY;
        int refused = 0;
        for (int end = 0; end < whole.length(); end++) {
            try {
                parse(whole.substring(0, end));
                assertThat(end).isEqualTo(DEVICE.length());
            } catch (MalformedException _) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(whole.length() - 1);
    }
}
