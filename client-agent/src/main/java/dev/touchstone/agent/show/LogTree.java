package dev.touchstone.agent.show;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.uefi.Guid;
import java.io.OutputStream;
import org.snakeyaml.engine.v2.api.DumpSettings;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Logs for programs. Facts are raw here, so that nothing is lost; both forms escape whatever is not ASCII, so that
 * nothing raw reaches a terminal either.
 */
public final class LogTree {

    @JsonIgnoreProperties("findings")
    private interface WithoutFindings {}

    private final LogDocument document;

    /** The tree of {@code logs}. */
    public LogTree(ShownLogs logs, Selection selection) {
        this.document = LogDocument.of(logs, selection);
    }

    /** Writes one JSON document. */
    public void json(OutputStream out) {
        JsonFactory ascii = JsonFactory.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .characterEscapes(new DeleteEscaped())
                .build();
        write(with(JsonMapper.builder(ascii)), out);
    }

    /** Writes one YAML document. */
    public void yaml(OutputStream out) {
        DumpSettings ascii = DumpSettings.builder()
                .setUseUnicodeEncoding(false)
                .setSplitLines(false)
                .setExplicitStart(true)
                .build();
        write(with(YAMLMapper.builder(YAMLFactory.builder().dumperOptions(ascii).build())), out);
    }

    private void write(ObjectMapper mapper, OutputStream out) {
        mapper.writeValue(out, document);
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M with(B builder) {
        SimpleModule words = new SimpleModule()
                .addSerializer(Bytes.class, ToStringSerializer.instance)
                .addSerializer(Digest.class, ToStringSerializer.instance)
                .addSerializer(Guid.class, ToStringSerializer.instance);
        return builder.addModule(words)
                .addMixIn(BootFacts.class, WithoutFindings.class)
                .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
    }
}
