package dev.touchstone.server.reference;

import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.ReferenceSet;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Components as JSON, each variant with its records in the shape of {@code .pcrlock}. */
@org.springframework.stereotype.Component
public class ComponentJson {

    private static final TypeReference<List<ComponentView>> COMPONENTS = new TypeReference<>() {};
    private static final TypeReference<List<RecordView>> RECORDS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final JsonMapper json;
    private final VariantJson variants;

    ComponentJson(JsonMapper json, VariantJson variants) {
        this.json = json;
        this.variants = variants;
    }

    String write(List<Component> components) {
        return json.writeValueAsString(views(components));
    }

    /** Components as they go over the wire. */
    public List<ComponentView> views(List<Component> components) {
        return components.stream().map(this::view).toList();
    }

    List<ComponentView> views(String components) {
        return json.readValue(components, COMPONENTS);
    }

    ReferenceSet set(String name, int version, String selector, String components) {
        return new ReferenceSet(name, version, json.readValue(selector, LABELS), components(views(components)));
    }

    /**
     * Components from the wire.
     *
     * @throws IllegalArgumentException if one is none
     */
    public List<Component> components(List<ComponentView> views) {
        return views.stream().map(this::component).toList();
    }

    String writeRecords(List<ReferenceRecord> records) {
        return json.writeValueAsString(records.stream().map(RecordView::of).toList());
    }

    List<ReferenceRecord> records(String records) {
        return json.readValue(records, RECORDS).stream().map(RecordView::read).toList();
    }

    private ComponentView view(Component component) {
        return new ComponentView(
                component.number(),
                component.name(),
                component.variants().stream().map(variants::view).toList());
    }

    private Component component(ComponentView view) {
        return new Component(
                view.number(),
                view.name(),
                view.variants().stream().map(variants::read).toList());
    }
}
