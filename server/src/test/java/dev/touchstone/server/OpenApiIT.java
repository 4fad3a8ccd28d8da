package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed description of the API is the API's. After a change that is meant: run with
 * {@code -Dtouchstone.openapi.write=true} and read the difference.
 */
@ServerTest
class OpenApiIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "openapi.json");
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final WebApplicationContext context;

    OpenApiIT(WebApplicationContext context) {
        this.context = context;
    }

    @Test
    void the_committed_document_describes_the_api() throws Exception {
        String actual = document();
        if (Boolean.getBoolean("touchstone.openapi.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(DOCUMENT));
    }

    /** Without the security filters: the document is made for the test, and served to nobody. */
    private String document() throws Exception {
        String json = MockMvcBuilders.webAppContextSetup(context)
                .build()
                .perform(get("/v3/api-docs"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        return SORTED.writeValueAsString(SORTED.readTree(json)) + "\n";
    }
}
