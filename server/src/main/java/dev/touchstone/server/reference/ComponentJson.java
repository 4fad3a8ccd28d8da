package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Components as JSON: each variant with its records in the shape of {@code .pcrlock}, or with bare PCR values. */
@org.springframework.stereotype.Component
class ComponentJson {

    private static final TypeReference<List<ComponentView>> COMPONENTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final JsonMapper json;

    ComponentJson(JsonMapper json) {
        this.json = json;
    }

    String write(List<Component> components) {
        return json.writeValueAsString(
                components.stream().map(ComponentJson::view).toList());
    }

    List<ComponentView> views(String components) {
        return json.readValue(components, COMPONENTS);
    }

    ReferenceSet set(String name, int version, String selector, String components) {
        return new ReferenceSet(
                name,
                version,
                json.readValue(selector, LABELS),
                views(components).stream().map(ComponentJson::component).toList());
    }

    private static ComponentView view(Component component) {
        return new ComponentView(
                component.number(),
                component.name(),
                component.variants().stream().map(ComponentJson::view).toList());
    }

    private static VariantView view(Variant variant) {
        return switch (variant) {
            case Variant.Sequence sequence ->
                new VariantView(
                        sequence.label(),
                        List.copyOf(new TreeSet<>(sequence.pcrs())),
                        sequence.records().stream().map(ComponentJson::view).toList(),
                        null);
            case Variant.BareValues bare -> {
                Map<Integer, Map<String, String>> values = new TreeMap<>();
                bare.values().forEach((pcr, banks) -> values.put(pcr, hex(banks)));
                yield new VariantView(bare.label(), null, null, values);
            }
        };
    }

    private static RecordView view(ReferenceRecord reference) {
        return new RecordView(reference.pcr(), hex(reference.digests()), reference.text());
    }

    private static Map<String, String> hex(Map<HashAlgorithm, Bytes> banks) {
        Map<String, String> hex = new TreeMap<>();
        banks.forEach((bank, value) -> hex.put(bank.bank(), value.toHex()));
        return hex;
    }

    private static Component component(ComponentView view) {
        return new Component(
                view.number(),
                view.name(),
                view.variants().stream().map(ComponentJson::variant).toList());
    }

    private static Variant variant(VariantView view) {
        if (view.values() != null) {
            Map<Integer, Map<HashAlgorithm, Bytes>> values = new TreeMap<>();
            view.values().forEach((pcr, banks) -> values.put(pcr, digests(banks)));
            return new Variant.BareValues(view.label(), values);
        }
        List<RecordView> records = view.records() == null ? List.of() : view.records();
        List<Integer> pcrs = view.pcrs() == null ? List.of() : view.pcrs();
        return new Variant.Sequence(
                view.label(),
                new TreeSet<>(pcrs),
                records.stream()
                        .map(r -> new ReferenceRecord(r.pcr(), digests(r.digests()), r.text()))
                        .toList());
    }

    private static Map<HashAlgorithm, Bytes> digests(Map<String, String> hex) {
        Map<HashAlgorithm, Bytes> digests = new TreeMap<>();
        hex.forEach((bank, value) -> digests.put(HashAlgorithm.ofBank(bank).orElseThrow(), Bytes.ofHex(value)));
        return digests;
    }
}
