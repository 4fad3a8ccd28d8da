package dev.touchstone.prediction;

/** Says which events an artifact will cause. The same artifact and options always give the same prediction. */
public final class Predictor {

    private Predictor() {}

    /** What {@code artifact} will be measured as. */
    public static Prediction predict(Artifact artifact, PredictionOptions options) {
        return switch (artifact) {
            case Artifact.UnifiedKernel(var image) -> new UnifiedKernelPrediction(image, options).prediction();
            case Artifact.EfiImage(var image) -> EfiImagePrediction.of(image, options);
            case Artifact.Kernel(var image) -> KernelPrediction.of(image, options);
            case Artifact.Initrd(var content) -> InitrdPrediction.of(content, options);
        };
    }
}
