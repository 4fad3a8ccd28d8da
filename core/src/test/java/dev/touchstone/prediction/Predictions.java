package dev.touchstone.prediction;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.reference.BootPart;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Predictions as tests look at them. */
final class Predictions {

    private Predictions() {}

    static Prediction of(Bytes file, PredictionOptions options) {
        try {
            return Predictor.predict(Artifact.of("file", file), options);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    static Prediction of(Path file, PredictionOptions options) {
        return of(Vectors.bytes(file), options);
    }

    static Component component(Prediction prediction, BootPart part) {
        return prediction.components().stream()
                .filter(c -> c.number() == part.number())
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " is not predicted"));
    }

    /** The texts of each variant. */
    static List<List<String>> texts(Prediction prediction, BootPart part) {
        return component(prediction, part).variants().stream()
                .map(v -> records(v).stream().map(ReferenceRecord::text).toList())
                .toList();
    }

    static List<ReferenceRecord> records(Variant variant) {
        return ((Variant.Sequence) variant).records();
    }

    /** Every value that {@code pcr} may have when the components are laid end to end. */
    static Set<Bytes> values(List<Component> components, HashAlgorithm bank, int pcr) {
        Set<Bytes> values = Set.of(bank.zero());
        for (Component component : components) {
            Set<Bytes> next = new HashSet<>();
            for (Bytes value : values) {
                component.variants().forEach(v -> next.add(extended(value, v, bank, pcr)));
            }
            values = next;
        }
        return values;
    }

    private static Bytes extended(Bytes start, Variant variant, HashAlgorithm bank, int pcr) {
        Bytes value = start;
        for (ReferenceRecord expected : records(variant)) {
            if (expected.pcr() == pcr) {
                value = bank.extend(value, expected.digest(bank).orElseThrow());
            }
        }
        return value;
    }
}
