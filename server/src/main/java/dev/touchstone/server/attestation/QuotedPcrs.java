package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** PCR values as sent, {@code {"sha256": {"0": "…"}}}, made into values of the right sizes. */
final class QuotedPcrs {

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]?");

    private QuotedPcrs() {}

    static PcrValues parse(Map<String, Map<String, HexBytes>> sent) {
        Map<HashAlgorithm, Map<Integer, Bytes>> values = new EnumMap<>(HashAlgorithm.class);
        sent.forEach((name, pcrs) -> {
            HashAlgorithm bank =
                    HashAlgorithm.ofBank(name).orElseThrow(() -> malformed("A bank of quote.pcrs is not known."));
            Map<Integer, Bytes> indexed = new HashMap<>();
            pcrs.forEach((pcr, value) -> indexed.put(index(pcr), value.bytes()));
            values.put(bank, indexed);
        });
        try {
            return PcrValues.of(values);
        } catch (MalformedException e) {
            throw malformed("quote.pcrs: " + e.getMessage() + ".");
        }
    }

    private static int index(String text) {
        if (!INDEX.matcher(text).matches()) {
            throw malformed("An index of quote.pcrs is no number.");
        }
        return Integer.parseInt(text);
    }

    private static Refusal malformed(String detail) {
        return new Refusal(400, "pcr-values-malformed", detail);
    }
}
