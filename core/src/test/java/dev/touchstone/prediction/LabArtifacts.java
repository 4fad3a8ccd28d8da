package dev.touchstone.prediction;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.PhasePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code deploy/lab/record} built and booted, where it ran, and what is predicted of it. */
final class LabArtifacts {

    static final String COMMAND_LINE = "quiet console=ttyS0 root=/dev/vda2 ro lockdown=integrity ima_policy=tcb";

    private static final String UNSTABLE = "unstable/usr/lib/systemd/boot/efi/";
    private static final Path BUILD = Vectors.boot("../build").normalize();

    private LabArtifacts() {}

    /** What is predicted of a recorded boot from its files. */
    static Prediction predicted(String boot) {
        return switch (boot) {
            case "golden" -> loader().and(unifiedKernel(1));
            case "new-initrd" -> loader().and(unifiedKernel(2));
            case "uki-direct" -> Predictions.of(file("uki-1.efi"), options("lab 1", Loader.FIRMWARE));
            case "stub-262" -> Predictions.of(file("uki-262.efi"), options("lab 1", Loader.FIRMWARE));
            case "profile-262" ->
                Predictions.of(file(UNSTABLE + "systemd-bootx64.efi"), options("systemd-boot 262", Loader.FIRMWARE))
                        .and(Predictions.of(file("uki-262-profiles.efi"), options("lab 1", Loader.SYSTEMD_BOOT)));
            case "secure-boot" ->
                Predictions.of(file("parts/usr/lib/shim/shimx64.efi.signed"), options("shim", Loader.FIRMWARE))
                        .and(Predictions.of(
                                file("parts/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed"),
                                options("GRUB", Loader.FIRMWARE)))
                        .and(Predictions.of(kernel(), options("Linux 6.1", Loader.GRUB)))
                        .and(Predictions.of(file("initrd-1.img"), options("lab 1", Loader.GRUB)));
            default -> throw new IllegalArgumentException(boot);
        };
    }

    private static Prediction loader() {
        return Predictions.of(file("systemd-bootx64.efi"), options("systemd-boot 252", Loader.FIRMWARE));
    }

    private static Prediction unifiedKernel(int version) {
        return Predictions.of(
                file("uki-" + version + ".efi"),
                options("lab " + version, Loader.SYSTEMD_BOOT).withCommandLine(COMMAND_LINE));
    }

    /** The lab's init measures no phases. */
    private static PredictionOptions options(String label, Loader loader) {
        PredictionOptions options = PredictionOptions.of(label);
        return new PredictionOptions(
                Set.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256),
                List.of(PhasePath.NONE),
                Set.of(loader),
                loader == Loader.GRUB,
                options.commandLine(),
                label);
    }

    private static Path kernel() {
        try (Stream<Path> found = Files.list(file("parts/boot"))) {
            return found.filter(f -> f.getFileName().toString().startsWith("vmlinuz"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        Path file = BUILD.resolve(name);
        if (!Files.exists(file)) {
            throw new AssertionError("deploy/lab/record has not built " + name + " here");
        }
        return file;
    }
}
