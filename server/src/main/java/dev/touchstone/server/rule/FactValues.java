package dev.touchstone.server.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.uefi.Guid;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts as values of CEL: a record is a map of its visible fields, and what is not there has no key. */
final class FactValues {

    private static final Set<Class<?>> TEXTS = Set.of(String.class, Bytes.class, Digest.class, Guid.class);

    private FactValues() {}

    static boolean isText(Class<?> type) {
        return TEXTS.contains(type) || type.isEnum();
    }

    static Map<String, Object> of(Record facts) {
        Map<String, Object> values = new HashMap<>();
        for (RecordComponent component : FactTypes.visible(facts.getClass())) {
            Object value = read(component, facts);
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(v -> values.put(component.getName(), value(v)));
            } else {
                values.put(component.getName(), value(value));
            }
        }
        return values;
    }

    private static Object read(RecordComponent component, Record facts) {
        try {
            return component.getAccessor().invoke(facts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(FactValues::value).toList();
            case Integer number -> number.longValue();
            case Long number -> number;
            case Boolean flag -> flag;
            default ->
                isText(value.getClass()) || !(value instanceof Record structure) ? value.toString() : of(structure);
        };
    }
}
