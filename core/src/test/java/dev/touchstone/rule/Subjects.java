package dev.touchstone.rule;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.ima.ImaListBuilder;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ImaCheckpoint;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.uefi.Guid;
import dev.touchstone.uefi.UefiVariable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Boots to judge. */
final class Subjects {

    static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private static final Guid SHA256_ENTRY = Guid.of("c1c41626-504c-4092-aca9-41f936934328");
    private static final Bytes SEPARATOR = Bytes.filled(4, 0);

    private Subjects() {}

    static RuleSubject of(ReplayedBoot boot) {
        return RuleSubject.of(boot, Carried.nothing(), NOW);
    }

    static RuleSubject of(Machine machine) {
        return of(machine.boot());
    }

    static RuleSubject recorded(String name) {
        return of(Boots.recorded(name));
    }

    /** Firmware, or whoever comes later, measures a variable of the specification's into PCR 7. */
    static Machine variable(Machine machine, String name, Bytes value) {
        return measured(machine, UefiVariable.EFI_GLOBAL_VARIABLE, name, value);
    }

    /** A variable db, dbx and so on. */
    static Machine database(Machine machine, String name, Bytes value) {
        return measured(machine, UefiVariable.EFI_IMAGE_SECURITY_DATABASE, name, value);
    }

    private static Machine measured(Machine machine, Guid vendor, String name, Bytes value) {
        return machine.firmware(
                7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, new UefiVariable(vendor, name, value).measuredForm());
    }

    static Machine separator(Machine machine) {
        return machine.firmware(7, EventType.EV_SEPARATOR, SEPARATOR);
    }

    static Machine secureBoot(Machine machine, int value) {
        return variable(machine, "SecureBoot", Bytes.of((byte) value));
    }

    /** A signature list of SHA-256 hashes. */
    static Bytes hashes(Bytes... hashes) {
        Bytes sizes = Bytes.of(ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(28 + 48 * hashes.length)
                .putInt(0)
                .putInt(48)
                .array());
        Bytes list = Bytes.concat(SHA256_ENTRY.value(), sizes);
        for (Bytes hash : hashes) {
            list = Bytes.concat(list, Bytes.filled(16, 0), hash);
        }
        return list;
    }

    static Bytes hash(int number) {
        return HashAlgorithm.SHA256.hash(Bytes.of((byte) (number >> 8), (byte) number));
    }

    /** A machine with {@code list} as IMA's. */
    static RuleSubject ima(ImaListBuilder list) {
        return ima(list, 0, List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256));
    }

    /** The same, of whose list the first {@code from} records came before. */
    static RuleSubject ima(ImaListBuilder list, int from, List<HashAlgorithm> banks) {
        Machine machine = Machine.booted("quiet");
        PcrValues values = machine.values();
        for (HashAlgorithm bank : banks) {
            values = Boots.with(values, bank, 10, list.value(bank));
        }
        ImaCheckpoint start = from == 0
                ? ImaCheckpoint.ZERO
                : new ImaCheckpoint(
                        from,
                        Map.of(
                                HashAlgorithm.SHA1, list.value(HashAlgorithm.SHA1, HashAlgorithm.SHA1.zero(), from),
                                HashAlgorithm.SHA256,
                                        list.value(HashAlgorithm.SHA256, HashAlgorithm.SHA256.zero(), from)));
        ImaListBuilder sent = new ImaListBuilder();
        sent.entries().addAll(list.entries().subList(from, list.entries().size()));
        return of(Boots.replayed(Replay.of(
                Boots.quote(values),
                FirmwareReplay.of(machine.log().parse()),
                machine.userspaceLog(),
                new ImaEvidence(sent.parse(), start))));
    }
}
