package dev.touchstone.server.attestation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.FindingCode;
import dev.touchstone.uefi.Guid;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * Facts as JSON: the tree's own names; digests, bytes and GUIDs as the text people know them by, what is not there left
 * out, and beside each finding's code how bad it is.
 */
@Component
class FactsJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new SimpleModule("facts")
                    .addSerializer(Bytes.class, new ToStringSerializer(Bytes.class))
                    .addSerializer(Digest.class, new ToStringSerializer(Digest.class))
                    .addSerializer(Guid.class, new ToStringSerializer(Guid.class)))
            .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    JsonNode of(BootFacts facts) {
        ObjectNode tree = mapper.valueToTree(facts);
        ArrayNode findings = (ArrayNode) tree.path("findings");
        for (int i = 0; i < findings.size(); i++) {
            FindingCode code = facts.findings().get(i).code();
            ((ObjectNode) findings.get(i)).put("severity", code.severity().toString());
        }
        return tree;
    }
}
