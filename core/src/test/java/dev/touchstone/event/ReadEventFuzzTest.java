package dev.touchstone.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Boots;
import dev.touchstone.Fed;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.firmware.LogBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName(
        "Any event of any type is read, told in a line of bounded length, and never bound by a digest of something else")
class ReadEventFuzzTest {

    private static final int LONGEST = 1 << 16;
    private static final int LARGEST_SEED = 512;
    private static final List<HashAlgorithm> BANKS = List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
    private static final List<EventType> TYPES = List.of(EventType.values());
    private static final List<EventType> VARIABLES = List.of(
            EventType.EV_EFI_VARIABLE_DRIVER_CONFIG,
            EventType.EV_EFI_VARIABLE_BOOT,
            EventType.EV_EFI_VARIABLE_BOOT2,
            EventType.EV_EFI_VARIABLE_AUTHORITY);
    private static final List<String> NAMES = List.of(
            "SecureBoot",
            "PK",
            "KEK",
            "db",
            "dbx",
            "dbt",
            "BootOrder",
            "Boot0001",
            "BootNext",
            "SbatLevel",
            "Shim",
            "MokList",
            "MokListX",
            "MokListTrusted",
            "SetupMode",
            "AuditMode",
            "DeployedMode",
            "LoaderDevicePartUUID");
    private static final List<String> VENDORS = List.of(
            "61dfe48bca93d211aa0d00e098032b8c", "cbb219d73a3d9645a3bcdad00e67656f", "50ab5d6046e00043abb63dd810dd8b23");

    /** The type, the register, what was hashed, the data. */
    @MethodSource("recorded")
    @FuzzTest(maxDuration = "20s")
    void anyEvent(byte[] input) {
        Fed fed = new Fed(input);
        int type = fed.octet();
        tell(fed.octet() % 24, type < TYPES.size() ? TYPES.get(type).code() : 0xc000L + type, fed.octet(), fed.all());
    }

    /** The type, the register, what was hashed, the name, the vendor, the content. */
    @FuzzTest(maxDuration = "20s")
    void anyVariable(byte[] input) {
        Fed fed = new Fed(input);
        EventType type = fed.one(VARIABLES);
        int pcr = fed.one(List.of(1, 5, 7, 14));
        int hashed = fed.octet();
        byte[] name = fed.one(NAMES).getBytes(StandardCharsets.UTF_16LE);
        Bytes vendor = Bytes.ofHex(fed.one(VENDORS));
        Bytes content = fed.all();
        ByteBuffer sizes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        sizes.putLong(name.length / 2).putLong(content.length());
        tell(pcr, type.code(), hashed, Bytes.concat(vendor, Bytes.of(sizes.array()), Bytes.of(name), content));
    }

    private static void tell(int pcr, long type, int hashed, Bytes data) {
        FirmwareEvent event = event(pcr, type, digests(hashed, data), data);
        ReadEvent read = read(event, BANKS);
        String words = read.words();
        assertThat(words.length()).isLessThanOrEqualTo(LONGEST);
        assertThat(words.codePoints()).noneMatch(Character::isISOControl);
        if (hashed % 4 == 3) {
            assertThat(read.bound()).isFalse();
        }
        read(event, List.of());
        read(event, List.of(HashAlgorithm.SHA384));
    }

    private static ReadEvent read(FirmwareEvent event, List<HashAlgorithm> banks) {
        try {
            return Memory.bounded(event.data(), _ -> ReadEvent.of(event, banks));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of the data, of all but its last byte, of it in one bank alone, or of something else. */
    private static Map<HashAlgorithm, Bytes> digests(int hashed, Bytes data) {
        Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
        for (HashAlgorithm bank : BANKS) {
            Bytes measured = switch (hashed % 4) {
                case 0 -> data;
                case 1 -> data.slice(0, Math.max(0, data.length() - 1));
                case 2 -> bank == HashAlgorithm.SHA1 ? data : Bytes.filled(3, 1);
                default -> Bytes.concat(data, Bytes.ofUtf8("something else"));
            };
            digests.put(bank, bank.hash(measured));
        }
        return digests;
    }

    private static FirmwareEvent event(int pcr, long type, Map<HashAlgorithm, Bytes> digests, Bytes data) {
        LogBuilder log = LogBuilder.of(BANKS.toArray(HashAlgorithm[]::new));
        log.events().add(new LogBuilder.Event(pcr, type, digests, data));
        FirmwareLog parsed = log.parse();
        return parsed.events().getFirst();
    }

    /** The small events of the boots recorded here. */
    static Stream<Arguments> recorded() {
        return Stream.of("golden", "uki-direct", "secure-boot")
                .flatMap(boot -> Boots.log(boot).events().stream())
                .filter(event -> event.data().length() <= LARGEST_SEED
                        && event.untrustedType().isPresent())
                .map(event -> Bytes.concat(
                        Bytes.of((byte) TYPES.indexOf(event.untrustedType().orElseThrow()), (byte) event.pcr(), (byte)
                                0),
                        event.data()))
                .distinct()
                .map(seed -> Arguments.of((Object) seed.toArray()));
    }
}
