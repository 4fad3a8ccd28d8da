package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("What real firmware put into its events")
class RealEventsTest {

    private static final Pattern BOOT_OPTION = Pattern.compile("Boot[0-9A-F]{4}");
    private static final Set<String> DATABASES = Set.of("PK", "KEK", "db", "dbx", "dbt", "dbr");

    /** Shim measures these under a type made for signatures. */
    private static final Set<String> NO_SIGNATURES = Set.of("SbatLevel", "MokListTrusted");

    /** The kernel logged a description without the tagged event's header around it. */
    private static final Set<String> NOT_IN_ORDER = Set.of("go-eventlog-CCEL_unpadded.data.bin #17 PCR 3 EV_EVENT_TAG");

    /** A log and where it is. */
    private record Log(Path path, FirmwareLog log) {

        String name() {
            return path.subpath(path.getNameCount() - 2, path.getNameCount()).toString();
        }

        String file() {
            return path.getFileName().toString();
        }

        List<FirmwareEvent> events() {
            return log.events();
        }
    }

    @TestFactory
    @DisplayName("can be read, all of it, and is shown in words that are known")
    Stream<DynamicTest> read() {
        return logs().map(log -> DynamicTest.dynamicTest(log.name(), () -> {
            for (FirmwareEvent event : log.events()) {
                Optional<EventType> type = event.untrustedType();
                if (NOT_IN_ORDER.contains(log.file() + " " + event)) {
                    assertThatExceptionOfType(MalformedException.class)
                            .isThrownBy(() -> texts(type.orElseThrow(), event.data()));
                } else if (type.isPresent()) {
                    assertThat(texts(type.get(), event.data()))
                            .as(event.toString())
                            .allMatch(text -> !text.contains("Path("))
                            .allMatch(text -> text.codePoints().noneMatch(Character::isISOControl));
                }
            }
        }));
    }

    @Test
    @DisplayName("is there of each kind that is read but SPDM's")
    void kinds() {
        assertThat(logs().flatMap(log -> log.events().stream())
                        .flatMap(event -> event.untrustedType().stream())
                        .distinct())
                .contains(
                        EventType.EV_EFI_VARIABLE_DRIVER_CONFIG,
                        EventType.EV_EFI_VARIABLE_AUTHORITY,
                        EventType.EV_EFI_VARIABLE_BOOT,
                        EventType.EV_EFI_BOOT_SERVICES_APPLICATION,
                        EventType.EV_EFI_BOOT_SERVICES_DRIVER,
                        EventType.EV_EFI_GPT_EVENT,
                        EventType.EV_EFI_PLATFORM_FIRMWARE_BLOB,
                        EventType.EV_EFI_PLATFORM_FIRMWARE_BLOB2,
                        EventType.EV_EFI_HANDOFF_TABLES,
                        EventType.EV_EFI_HANDOFF_TABLES2,
                        EventType.EV_NO_ACTION,
                        EventType.EV_EVENT_TAG);
    }

    @TestFactory
    @DisplayName("of variables is measured as it is marshalled here, by older shims with their padding")
    Stream<DynamicTest> variables() {
        return logs().map(log -> DynamicTest.dynamicTest(log.name(), () -> {
            for (FirmwareEvent event : log.events()) {
                if (event.is(EventType.EV_EFI_VARIABLE_DRIVER_CONFIG)
                        || event.is(EventType.EV_EFI_VARIABLE_AUTHORITY)) {
                    assertMeasured(log.log(), event);
                }
            }
        }));
    }

    private static void assertMeasured(FirmwareLog log, FirmwareEvent event) throws MalformedException {
        UefiVariable variable = UefiVariable.parse(event.data());
        HashAlgorithm bank = log.banks().stream()
                .filter(HashAlgorithm::computable)
                .findFirst()
                .orElseThrow();
        assertThat(Stream.of(variable.measuredForm(), variable.measuredByOldShim())
                        .map(bank::hash))
                .as(event + " " + variable.name())
                .contains(event.digest(bank).orElseThrow());
    }

    /** What is put into words of an event; what has none is read at least. */
    private static List<String> texts(EventType type, Bytes data) throws MalformedException {
        return switch (type) {
            case EV_EFI_VARIABLE_DRIVER_CONFIG -> configuration(UefiVariable.parse(data));
            case EV_EFI_VARIABLE_AUTHORITY -> authority(UefiVariable.parse(data));
            case EV_EFI_VARIABLE_BOOT, EV_EFI_VARIABLE_BOOT2 -> boot(UefiVariable.parse(data));
            case EV_EFI_BOOT_SERVICES_APPLICATION, EV_EFI_BOOT_SERVICES_DRIVER, EV_EFI_RUNTIME_SERVICES_DRIVER ->
                List.of(ImageLoad.parse(data).path().toString());
            case EV_EFI_GPT_EVENT, EV_EFI_GPT_EVENT2 ->
                List.of(PartitionTable.parse(data).disk().toString());
            case EV_EFI_PLATFORM_FIRMWARE_BLOB -> unworded(FirmwareBlob.parse(data));
            case EV_EFI_PLATFORM_FIRMWARE_BLOB2 -> unworded(FirmwareBlob.parseDescribed(data));
            case EV_EFI_HANDOFF_TABLES -> unworded(HandoffTables.parse(data));
            case EV_EFI_HANDOFF_TABLES2 -> unworded(HandoffTables.parseDescribed(data));
            case EV_NO_ACTION -> unworded(NoAction.parse(data));
            case EV_EVENT_TAG -> unworded(TaggedEvent.parse(data));
            default -> List.of();
        };
    }

    private static List<String> unworded(Object read) {
        assertThat(read).isNotNull();
        return List.of();
    }

    private static List<String> configuration(UefiVariable variable) throws MalformedException {
        if (!DATABASES.contains(variable.name())) {
            return List.of();
        }
        List<Signature> entries = SignatureDatabase.parse(variable.data()).entries();
        assertThat(entries).noneMatch(Signature.Other.class::isInstance);
        return entries.stream().map(Signature::text).toList();
    }

    private static List<String> authority(UefiVariable variable) throws MalformedException {
        return NO_SIGNATURES.contains(variable.name())
                ? List.of()
                : List.of(Signature.ofAuthority(variable.data()).text());
    }

    private static List<String> boot(UefiVariable variable) throws MalformedException {
        if (variable.name().equals("BootOrder")) {
            return List.of(BootOrder.parse(variable.data()).toString());
        }
        return BOOT_OPTION.matcher(variable.name()).matches()
                ? List.of(LoadOption.parse(variable.data()).path().toString())
                : List.of();
    }

    private static Stream<Log> logs() {
        return files().stream().flatMap(file -> parse(file).map(log -> new Log(file, log)).stream());
    }

    /** Which of them are refused is FirmwareVectorsTest's to say. */
    private static Optional<FirmwareLog> parse(Path file) {
        Bytes raw = Vectors.bytes(file);
        boolean base64 = file.toString().endsWith(".b64");
        try {
            return Optional.of(
                    FirmwareLog.parse(base64 ? Bytes.of(Base64.getMimeDecoder().decode(raw.toArray())) : raw));
        } catch (MalformedException refused) {
            return Optional.empty();
        }
    }

    private static List<Path> files() {
        List<Path> files = new ArrayList<>(Vectors.files(Vectors.boot(""), "firmware.log"));
        files.addAll(Vectors.files(Vectors.shared("linux/uefi"), ".bin"));
        files.addAll(Vectors.files(Vectors.shared("linux/ccel"), ""));
        files.addAll(Vectors.files(Vectors.shared("linux/synthetic"), "_measurements"));
        files.addAll(Vectors.files(Vectors.shared("go-eventlog/testdata/eventlogs/tpm"), ".bin"));
        files.addAll(Vectors.files(Vectors.shared("go-eventlog/testdata/legacydata"), "_eventlog"));
        files.addAll(Vectors.files(Vectors.shared("go-attestation/attest/testdata"), "_eventlog"));
        files.addAll(Vectors.files(Vectors.shared("HIRS/HIRS_Utils/src/test/resources/tcgeventlog"), ".bin"));
        files.addAll(Vectors.files(Vectors.shared("HIRS/ci/system-tests"), ".rimel"));
        files.addAll(Vectors.files(Vectors.shared("HIRS/ci/system-tests"), "_measurements"));
        files.addAll(Vectors.files(Vectors.shared("keylime"), "mb_log.b64"));
        files.addAll(Vectors.files(Vectors.shared("keylime/test/data/create-mb-policy"), ""));
        files.addAll(Vectors.files(Vectors.shared("lab-shim-grub-secureboot"), "firmware.log"));
        files.addAll(Vectors.files(Vectors.shared("lab-systemd262"), "firmware.log"));
        return files;
    }
}
