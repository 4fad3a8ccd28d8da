package dev.touchstone.server.image;

import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import dev.touchstone.server.json.HexBytes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A component as predicted; its shape is that of a reference set's.
 *
 * @param number its place
 * @param name what it is
 * @param variants the forms it may have
 */
public record PredictedComponent(int number, String name, List<PredictedVariant> variants) {

    /** Records in order, under a label. */
    public record PredictedVariant(String label, List<PredictedRecord> records) {}

    /**
     * One measurement.
     *
     * @param pcr where
     * @param digests what is extended, by bank
     * @param text what it is
     */
    public record PredictedRecord(int pcr, Map<String, HexBytes> digests, String text) {

        static PredictedRecord of(ReferenceRecord expected) {
            Map<String, HexBytes> digests = new TreeMap<>();
            expected.digests().forEach((bank, digest) -> digests.put(bank.bank(), new HexBytes(digest)));
            return new PredictedRecord(expected.pcr(), digests, expected.text());
        }
    }

    static PredictedComponent of(Component component) {
        return new PredictedComponent(
                component.number(),
                component.name(),
                component.variants().stream()
                        .map(variant -> new PredictedVariant(variant.label(), records(variant)))
                        .toList());
    }

    /** Only sequences are predicted. */
    private static List<PredictedRecord> records(Variant variant) {
        return variant instanceof Variant.Sequence sequence
                ? sequence.records().stream().map(PredictedRecord::of).toList()
                : List.of();
    }
}
