package dev.touchstone.server;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.access.Caller;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/** What the API's document says besides what the controllers do, and how our own types look on the wire. */
@TestConfiguration(proxyBeanMethods = false)
class OpenApiDescription {

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(Bytes.class, new StringSchema().format("byte"))
                .replaceWithSchema(JsonNode.class, new ObjectSchema())
                .addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    RequiredComponents requiredComponents() {
        return new RequiredComponents();
    }

    @Bean
    OpenAPI openApi() {
        var bearer = new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer");
        return new OpenAPI()
                .info(new Info()
                        .title("Touchstone")
                        .version("v1")
                        .description(
                                "Binary fields are base64, padding optional; times are RFC 3339 in UTC; errors are"
                                        + " application/problem+json with a stable code; unknown and duplicate keys are refused.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")))
                .components(new Components().addSecuritySchemes("token", bearer))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }
}
