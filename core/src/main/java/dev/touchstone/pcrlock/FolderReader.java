package dev.touchstone.pcrlock;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the files of a folder and puts the variants of a component together. */
final class FolderReader {

    private static final int MAX_NUMBER = 999;

    private FolderReader() {}

    /** A file and what its name says. */
    private record Named(FileName name, PcrlockFile file) {}

    static List<Component> read(Map<String, Bytes> files) throws MalformedException {
        Map<String, List<Named>> byComponent = new LinkedHashMap<>();
        for (Map.Entry<FileName, Bytes> file : accepted(files).entrySet()) {
            FileName name = file.getKey();
            byComponent
                    .computeIfAbsent(name.component(), _ -> new ArrayList<>())
                    .add(new Named(name, parse(name, file.getValue())));
        }
        List<Component> components = new ArrayList<>();
        int next = 0;
        for (List<Named> variants : byComponent.values()) {
            FileName name = variants.getFirst().name();
            int number = Math.max(next, name.number());
            if (number > MAX_NUMBER) {
                throw new MalformedException(0, name.component() + " finds no number free after those before it");
            }
            components.add(component(name, number, variants));
            next = number + 1;
        }
        return List.copyOf(components);
    }

    private static SortedMap<FileName, Bytes> accepted(Map<String, Bytes> files) throws MalformedException {
        SortedMap<FileName, Bytes> accepted = new TreeMap<>(FileName.ORDER);
        long total = 0;
        for (Map.Entry<String, Bytes> file : files.entrySet()) {
            if (FileName.isRead(file.getKey())) {
                accepted.put(FileName.of(file.getKey()), file.getValue());
                total += file.getValue().length();
            }
        }
        if (accepted.size() > PcrlockDirectory.MAX_FILES || total > PcrlockDirectory.MAX_TOTAL) {
            throw new MalformedException(
                    0,
                    accepted.size() + " files of " + total + " bytes, at most " + PcrlockDirectory.MAX_FILES + " of "
                            + PcrlockDirectory.MAX_TOTAL + " are read");
        }
        return accepted;
    }

    private static PcrlockFile parse(FileName name, Bytes content) throws MalformedException {
        try {
            return PcrlockFile.parse(content, name.label());
        } catch (MalformedException e) {
            throw new MalformedException(e.offset(), Printable.word(name.path()) + ": " + e.getMessage());
        }
    }

    private static Component component(FileName name, int number, List<Named> files) throws MalformedException {
        Set<Integer> all = new TreeSet<>();
        files.forEach(named -> all.addAll(named.file().pcrs()));
        if (all.isEmpty()) {
            throw new MalformedException(0, name.component() + " has no record in any variant");
        }
        List<Variant> variants = new ArrayList<>();
        files.forEach(named -> variants.add(variant(named.file(), all)));
        return new Component(number, name.name(), variants);
    }

    /** A file without records says that what the others measure may be left out. */
    private static Variant variant(PcrlockFile file, Set<Integer> all) {
        Set<Integer> pcrs = file.pcrs().isEmpty() ? all : file.pcrs();
        return new Variant.Sequence(file.label(), file.bundle(), pcrs, file.records());
    }
}
