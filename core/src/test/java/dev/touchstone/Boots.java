package dev.touchstone;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.quote.QuoteFixture;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The boots recorded by {@code deploy/lab}, with the PCRs read in the guest, quoted by a key made here. */
public final class Boots {

    /** Every boot recorded. */
    public static final List<String> ALL =
            List.of("golden", "altered-cmdline", "new-initrd", "uki-direct", "secure-boot");

    /** No userspace log. */
    public static final UserspaceLog NO_USERSPACE = new UserspaceLog(List.of());

    private static final QuoteFixture HOST = QuoteFixture.p256();

    private Boots() {}

    /** A recorded boot, replayed against its PCRs 0–15 of both banks. */
    public static ReplayedBoot recorded(String name) {
        return replayed(Replay.of(quote(pcrs(name)), FirmwareReplay.of(log(name)), NO_USERSPACE));
    }

    /** The firmware log of a recorded boot. */
    public static FirmwareLog log(String name) {
        return parse(Vectors.bytes(Vectors.boot(name + "/firmware.log")));
    }

    /** A firmware log that must be well formed. */
    public static FirmwareLog parse(Bytes log) {
        try {
            return FirmwareLog.parse(log);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the TPM of a recorded boot held. */
    public static PcrValues pcrs(String name) {
        return pcrs(Vectors.json(Vectors.boot(name + "/expected.json")).get("pcrs"), 16);
    }

    /** PCRs below {@code count} out of JSON of banks and indices. */
    public static PcrValues pcrs(JsonNode banks, int count) {
        Map<HashAlgorithm, Map<Integer, Bytes>> values = new EnumMap<>(HashAlgorithm.class);
        banks.properties().forEach(bank -> {
            Map<Integer, Bytes> pcrs = new TreeMap<>();
            bank.getValue().properties().forEach(pcr -> {
                if (Integer.parseInt(pcr.getKey()) < count) {
                    pcrs.put(
                            Integer.parseInt(pcr.getKey()),
                            Bytes.ofHex(pcr.getValue().asString()));
                }
            });
            values.put(HashAlgorithm.ofBank(bank.getKey()).orElseThrow(), pcrs);
        });
        return values(values);
    }

    /** Values that are well formed. */
    public static PcrValues values(Map<HashAlgorithm, ? extends Map<Integer, Bytes>> values) {
        try {
            return PcrValues.of(values);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code values} with one PCR of one bank changed. */
    public static PcrValues with(PcrValues values, HashAlgorithm bank, int pcr, Bytes value) {
        Map<HashAlgorithm, Map<Integer, Bytes>> changed = new EnumMap<>(HashAlgorithm.class);
        values.banks().forEach((algorithm, pcrs) -> changed.put(algorithm, new TreeMap<>(pcrs)));
        changed.get(bank).put(pcr, value);
        return values(changed);
    }

    /** A good quote of {@code values}, verified. */
    public static VerifiedQuote quote(PcrValues values) {
        return HOST.verified(values);
    }

    /** A boot quoted by a key that is not made under the endorsement key. */
    public static ReplayedBoot quotedElsewhere(Machine machine) {
        return replayed(Replay.of(
                HOST.verifiedElsewhere(machine.values()),
                FirmwareReplay.of(machine.log().parse()),
                machine.userspaceLog()));
    }

    /** The boot of an outcome that must be a replayed one. */
    public static ReplayedBoot replayed(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.Replayed(ReplayedBoot boot) -> boot;
            case ReplayOutcome.Contradicted contradicted -> throw new AssertionError(contradicted.toString());
        };
    }
}
