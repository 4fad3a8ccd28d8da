package dev.touchstone.server;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Tells the document what the JSON reader knows: a record's component is required unless it is {@code @Nullable}. */
class RequiredComponents implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType java = Json.mapper().constructType(type.getType());
        Schema<?> model = schema == null ? null : definition(schema, context);
        if (model != null && java.isRecordType() && isNullMarked(java.getRawClass())) {
            for (RecordComponent component : java.getRawClass().getRecordComponents()) {
                if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    require(model, component.getName());
                }
            }
        }
        return schema;
    }

    private static void require(Schema<?> model, String property) {
        boolean known = model.getProperties() != null && model.getProperties().containsKey(property);
        boolean listed = model.getRequired() != null && model.getRequired().contains(property);
        if (known && !listed) {
            model.addRequiredItem(property);
        }
    }

    private static @Nullable Schema<?> definition(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static boolean isNullMarked(Class<?> type) {
        return type.getPackage() != null && type.getPackage().isAnnotationPresent(NullMarked.class);
    }
}
