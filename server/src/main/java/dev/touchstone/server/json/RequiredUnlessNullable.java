package dev.touchstone.server.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Makes the wire as strict as the types say: a component of a record in a {@code @NullMarked} package must be present
 * and not null, nor hold nulls, unless it is {@code @Nullable}. What NullAway proves within is thereby true of what
 * comes in. A {@code @Nullable} component may be absent or null alike.
 */
final class RequiredUnlessNullable extends NopAnnotationIntrospector {

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        AnnotatedType type = componentType(member);
        return type == null ? null : !isNullable(type);
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        AnnotatedType type = componentType(annotated);
        if (type == null) {
            return JsonSetter.Value.empty();
        }
        return JsonSetter.Value.forValueNulls(
                isNullable(type) ? Nulls.SKIP : Nulls.FAIL, holdsNullable(type) ? Nulls.DEFAULT : Nulls.FAIL);
    }

    private static @Nullable AnnotatedType componentType(Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter
                && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
                && constructor.getDeclaringClass().isRecord()
                && constructor.getDeclaringClass().getPackage().isAnnotationPresent(NullMarked.class)) {
            return constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
        }
        return null;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /** Whether the last type argument, a collection's element or a map's value, is {@code @Nullable}. */
    private static boolean holdsNullable(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
            return isNullable(arguments[arguments.length - 1]);
        }
        return false;
    }
}
