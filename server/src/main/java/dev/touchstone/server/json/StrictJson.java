package dev.touchstone.server.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.UUID;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.type.LogicalType;

/** Adds what {@code spring.jackson.*} cannot say to the one JSON mapper. */
@Configuration(proxyBeanMethods = false)
class StrictJson {

    @Bean
    JacksonModule touchstoneTypes() {
        return types();
    }

    @Bean
    JsonMapperBuilderCustomizer strictness() {
        return StrictJson::makeStrict;
    }

    static JacksonModule types() {
        return new SimpleModule("touchstone")
                .addSerializer(new BytesAsBase64())
                .addDeserializer(Bytes.class, new StrictText<>(Bytes.class, "base64 expected", Base64Text::parse))
                .addDeserializer(HexBytes.class, new StrictText<>(HexBytes.class, "hex expected", HexBytes::parse))
                .addDeserializer(UUID.class, new StrictText<>(UUID.class, "UUID expected", Uuids::parse))
                .addDeserializer(
                        Instant.class, new StrictText<>(Instant.class, "RFC 3339 UTC time expected", Rfc3339::parse));
    }

    static void makeStrict(JsonMapper.Builder builder) {
        builder.changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL));
        // allow-coercion-of-scalars=false still takes a number for a string.
        builder.withCoercionConfig(LogicalType.Textual, text -> {
            text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
            text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
            text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
        builder.annotationIntrospector(
                AnnotationIntrospector.pair(new RequiredUnlessNullable(), builder.annotationIntrospector()));
    }

    private static final class BytesAsBase64 extends StdScalarSerializer<Bytes> {

        BytesAsBase64() {
            super(Bytes.class);
        }

        @Override
        public void serialize(Bytes value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.toBase64());
        }
    }
}
