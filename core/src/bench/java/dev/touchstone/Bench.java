package dev.touchstone;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.FirmwareReplay;
import java.util.Map;
import java.util.TreeMap;

/** What the benchmarks start from. */
public final class Bench {

    /** The bank measured. */
    public static final HashAlgorithm BANK = HashAlgorithm.SHA256;

    private static final int PCRS = 16;

    private Bench() {}

    /** Makes {@code accp} the provider, as the server does; any other name leaves the JDK's. */
    public static void use(String provider) {
        if (provider.equals("accp")) {
            AmazonCorrettoCryptoProvider.install();
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
        }
    }

    /** A log of 98 events and 41 KB: a real one, or where that is not at hand one of the same size and banks. */
    public static Bytes log() {
        return Vectors.sharedIfAny("linux/uefi/keylime-secureboot-vendordb.bin")
                .map(Vectors::bytes)
                .orElseGet(Bench::generated);
    }

    private static Bytes generated() {
        LogBuilder builder = LogBuilder.of(HashAlgorithm.SHA1, BANK);
        for (int event = 1; event < 98; event++) {
            builder.add(event % 10, EventType.EV_IPL, Bytes.filled(event, event), Bytes.filled(352, event));
        }
        return builder.build();
    }

    /** The first sixteen PCRs a log leads to. */
    public static PcrValues values(FirmwareReplay replay) {
        Map<Integer, Bytes> values = new TreeMap<>();
        for (int pcr = 0; pcr < PCRS; pcr++) {
            values.put(pcr, replay.value(BANK, pcr));
        }
        return Boots.values(Map.of(BANK, values));
    }
}
