package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import dev.touchstone.replay.NvPcr;
import java.util.Optional;

/**
 * Where systemd's log leads an NvPCR. No quote covers it.
 *
 * @param nvIndex {@code 0x01d10201}
 * @param name systemd's name for it, by the log's word
 * @param start what PCR 9 says it starts from: "anchored", "named" or "unsaid"
 * @param value after the last record
 * @param records how many extend it
 */
public record ReplayedNvPcr(String nvIndex, Optional<String> name, String start, Digest value, int records) {

    static ReplayedNvPcr of(NvPcr register) {
        return new ReplayedNvPcr(
                "0x%08x".formatted(register.handle()),
                register.name(),
                switch (register.start()) {
                    case NvPcr.Start.Anchored _ -> "anchored";
                    case NvPcr.Start.Named _ -> "named";
                    case NvPcr.Start.Unsaid _ -> "unsaid";
                },
                new Digest(register.algorithm(), register.value()),
                register.records());
    }
}
