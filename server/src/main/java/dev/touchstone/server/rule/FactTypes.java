package dev.touchstone.server.rule;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.touchstone.facts.BootFacts;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types of the facts an expression may name: the tree's own names, less what nothing vouches for, which are fields
 * called unverified, places in logs, and findings. Digests, bytes and GUIDs are text.
 */
final class FactTypes implements CelTypeProvider {

    /** The one variable: {@code has(facts.machineId)} asks whether there is one, which no name alone can. */
    static final String ROOT = "facts";

    private final ImmutableMap<String, CelType> structs;
    private final CelType root;

    FactTypes() {
        Map<String, CelType> found = new HashMap<>();
        root = struct(BootFacts.class, found);
        structs = ImmutableMap.copyOf(found);
    }

    /** The type of the whole tree. */
    CelType root() {
        return root;
    }

    @Override
    public ImmutableList<CelType> types() {
        return ImmutableList.copyOf(structs.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(structs.get(name));
    }

    static List<RecordComponent> visible(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(c -> !c.getName().startsWith("unverified"))
                .filter(c -> !c.getName().equals("event") && !c.getName().equals("findings"))
                .toList();
    }

    private static ImmutableMap<String, CelType> fields(Class<?> type, Map<String, CelType> structs) {
        return visible(type).stream()
                .collect(ImmutableMap.toImmutableMap(RecordComponent::getName, c -> type(c.getGenericType(), structs)));
    }

    private static CelType type(Type type, Map<String, CelType> structs) {
        if (type instanceof ParameterizedType parameterized) {
            CelType of = type(parameterized.getActualTypeArguments()[0], structs);
            return parameterized.getRawType() == List.class ? ListType.create(of) : of;
        }
        Class<?> plain = (Class<?>) type;
        if (plain == boolean.class || plain == Boolean.class) {
            return SimpleType.BOOL;
        }
        if (plain == int.class || plain == Integer.class || plain == long.class) {
            return SimpleType.INT;
        }
        return FactValues.isText(plain) ? SimpleType.STRING : struct(plain, structs);
    }

    private static CelType struct(Class<?> type, Map<String, CelType> structs) {
        String name =
                "touchstone." + type.getName().substring(type.getPackageName().length() + 1);
        if (!structs.containsKey(name)) {
            ImmutableMap<String, CelType> fields = fields(type, structs);
            structs.put(name, StructType.create(name, fields.keySet(), f -> Optional.ofNullable(fields.get(f))));
        }
        return StructTypeReference.create(name);
    }
}
