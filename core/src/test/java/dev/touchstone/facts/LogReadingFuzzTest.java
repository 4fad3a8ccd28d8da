package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Boots;
import dev.touchstone.Fed;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.ima.ImaListBuilder;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ImaCheckpoint;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Any logs are read together, and what replays has facts")
class LogReadingFuzzTest {

    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;
    private static final List<EventType> TYPES = List.of(EventType.values());
    private static final List<String> TEMPLATES = List.of("ima-ng", "ima-sig", "ima-buf", "ima-modsig");

    /** Firmware's, systemd's and IMA's log, and a hint. */
    @MethodSource("logs")
    @FuzzTest(maxDuration = "20s")
    void anyLogs(byte[] input) {
        Fed fed = new Fed(input);
        try {
            check(LogReading.of(
                    FirmwareLog.parse(fed.part()),
                    UserspaceLog.parse(fed.part()),
                    fed.more() ? Optional.of(ImaLog.parse(fed.part())) : Optional.empty(),
                    new Hints(List.of(fed.all().toUtf8()))));
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    /** Measurements with right digests: what they lead to is quoted, so that they become facts. */
    @FuzzTest(maxDuration = "20s")
    void anyMeasurements(byte[] input) {
        Machine machine = new Machine(BANK);
        ImaListBuilder list = new ImaListBuilder();
        Fed fed = new Fed(input);
        while (fed.more()) {
            measure(fed, machine, list);
        }
        FirmwareLog firmware = machine.log().parse();
        UserspaceLog userspace = machine.userspaceLog();
        ImaLog ima = list.parse();
        check(LogReading.of(firmware, userspace, Optional.of(ima), Hints.none()));
        PcrValues values = Boots.with(
                machine.values(),
                BANK,
                10,
                list.value(BANK, machine.value(BANK, 10), list.entries().size()));
        ReplayOutcome outcome = Replay.of(
                Boots.quote(values), FirmwareReplay.of(firmware), userspace, new ImaEvidence(ima, ImaCheckpoint.ZERO));
        if (outcome instanceof ReplayOutcome.Replayed(var boot)) {
            check(AttestedFacts.of(boot).facts().findings());
        }
    }

    private static void measure(Fed fed, Machine machine, ImaListBuilder list) {
        int pcr = fed.octet() % 24;
        int kind = fed.octet();
        if (kind < 0xc0) {
            machine.firmware(pcr, TYPES.get(kind % TYPES.size()), fed.part());
        } else if (kind < 0xe0) {
            machine.userspace(pcr, fed.part().toUtf8());
        } else {
            list.add(fed.one(TEMPLATES), fed.part(), fed.part(), fed.part());
        }
    }

    private static void check(LogReading reading) {
        reading.timeline()
                .forEach(entry -> assertThat(entry.text().codePoints()).noneMatch(Character::isISOControl));
        check(reading.claimed().findings());
    }

    private static void check(List<Finding> findings) {
        findings.forEach(finding -> assertThat(finding.text().codePoints()).noneMatch(Character::isISOControl));
    }

    static Stream<Arguments> logs() {
        Machine machine = Machine.booted("quiet root=/dev/vda1");
        String phase = "{\"pcr\":11,\"digests\":[{\"hashAlg\":\"sha256\",\"digest\":\"%s\"}],"
                .formatted(BANK.hash(Bytes.ofUtf8("ready")));
        Bytes userspace =
                Bytes.ofUtf8("\u001e" + phase + "\"content_type\":\"systemd\",\"content\":{\"string\":\"ready\"}}\n");
        Bytes list = new ImaListBuilder().file("boot_aggregate").violation("/x").build();
        return Stream.of(
                        Fed.parts(machine.log().build(), userspace, list),
                        Fed.parts(machine.log().build(), userspace),
                        Fed.parts(Bytes.EMPTY, userspace, list))
                .map(seed -> Arguments.of((Object) seed));
    }
}
