package dev.touchstone.server.change;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the digest an approval is bound to: of everything shown, keys sorted, as the database may reorder them. */
@Component
class ChangeContents {

    private final JsonMapper json;

    ChangeContents(JsonMapper json) {
        this.json = json;
    }

    JsonNode tree(Object value) {
        return json.valueToTree(value);
    }

    Bytes digest(Change.Content content) {
        String canonical =
                json.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED).writeValueAsString(tree(content));
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(canonical));
    }
}
