package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.Authenticode;
import dev.touchstone.image.PeImage;
import dev.touchstone.prediction.Artifact;
import dev.touchstone.prediction.Prediction;
import dev.touchstone.prediction.PredictionOptions;
import dev.touchstone.prediction.Predictor;
import dev.touchstone.server.image.ImagePart.NotPredicted;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.reference.ComponentView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Describes one file that boots.
 *
 * @param options how to predict
 */
record PartReader(PredictionOptions options) {

    ImagePart read(String path, Bytes content) throws MalformedException {
        Artifact artifact = Artifact.of(path, content);
        Prediction prediction = Predictor.predict(artifact, options);
        Optional<UnifiedKernelReader> unified = artifact instanceof Artifact.UnifiedKernel(var image)
                ? Optional.of(new UnifiedKernelReader(image, options))
                : Optional.empty();
        return new ImagePart(
                path,
                ImageKind.of(artifact),
                new HexBytes(HashAlgorithm.SHA256.hash(content)),
                authenticode(artifact),
                unified.isPresent() ? null : KernelRelease.of(content).orElse(null),
                unified.isPresent() ? unified.get().sections() : List.of(),
                unified.isPresent() ? unified.get().profiles() : List.of(),
                prediction.components().stream().map(ComponentView::of).toList(),
                prediction.unpredicted().stream()
                        .map(u -> new NotPredicted(u.pcr(), u.what(), u.why()))
                        .toList());
    }

    private Map<String, HexBytes> authenticode(Artifact artifact) {
        return switch (artifact) {
            case Artifact.UnifiedKernel(var image) -> authenticode(image.image());
            case Artifact.Kernel(PeImage image) -> authenticode(image);
            case Artifact.EfiImage(PeImage image) -> authenticode(image);
            case Artifact.Initrd _ -> Map.of();
        };
    }

    private Map<String, HexBytes> authenticode(PeImage image) {
        Map<String, HexBytes> digests = new TreeMap<>();
        for (HashAlgorithm bank : options.banks()) {
            digests.put(
                    bank.bank(), new HexBytes(Authenticode.measured(image, bank).value()));
        }
        return digests;
    }
}
