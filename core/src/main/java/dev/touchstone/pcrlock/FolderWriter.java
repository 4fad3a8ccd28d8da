package dev.touchstone.pcrlock;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.Variant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/** Writes a folder of components. */
final class FolderWriter {

    private final SequencedMap<String, Bytes> files = new LinkedHashMap<>();
    private final List<String> omitted = new ArrayList<>();

    PcrlockDirectory.Export write(List<Component> components) {
        Set<Integer> numbers = new HashSet<>();
        components.stream().sorted().forEach(component -> {
            if (!numbers.add(component.number())) {
                throw new IllegalArgumentException("two components are number " + component.number());
            }
            write(component);
        });
        return new PcrlockDirectory.Export(files, List.copyOf(omitted));
    }

    private void write(Component component) {
        List<Variant.Sequence> variants = new ArrayList<>();
        for (Variant variant : component.variants()) {
            if (variant instanceof Variant.Sequence sequence) {
                variants.add(sequence);
            } else {
                omitted.add("Variant \"" + variant.label() + "\" of component " + component.id()
                        + " is no sequence of records.");
            }
        }
        String name = FileName.isPlain(component.name()) ? component.name() : FileName.plain(component.name());
        List<String> labels = fileNames(variants);
        for (int i = 0; i < variants.size(); i++) {
            Optional<String> label = component.variants().size() == 1 ? Optional.empty() : Optional.of(labels.get(i));
            FileName file = new FileName(component.number(), name, label);
            files.put(file.path(), FileWriter.write(variants.get(i), file.label()));
        }
    }

    /** The labels themselves if they can be file names and sort as they stand, else numbered. */
    private static List<String> fileNames(List<Variant.Sequence> variants) {
        List<String> labels = variants.stream().map(Variant::label).toList();
        boolean asTheyAre = IntStream.range(0, labels.size())
                .allMatch(i -> FileName.isPlain(labels.get(i))
                        && (i == 0 || labels.get(i - 1).compareTo(labels.get(i)) < 0));
        return asTheyAre
                ? labels
                : IntStream.range(0, labels.size())
                        .mapToObj(i -> "%04d-%s".formatted(i, FileName.plain(labels.get(i))))
                        .toList();
    }
}
