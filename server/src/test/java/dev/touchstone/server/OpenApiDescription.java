package dev.touchstone.server;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.access.Caller;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/** What the API's document says besides what the controllers do, and how our own types look on the wire. */
@TestConfiguration(proxyBeanMethods = false)
class OpenApiDescription {

    private static final Map<String, String> HOST_QUERY = new TreeMap<>(Map.of(
            "verdict", "as it stands now; several are alternatives",
            "state", "any but RETIRED if absent; several are alternatives",
            "identity", "hardware, virtual or unverified",
            "label.KEY", "a granted label's value; empty for hosts without the label",
            "name", "part of the name",
            "set", "a reference set last TRUSTED by: fleet-a or fleet-a@4",
            "cluster", "members of a drift cluster",
            "sort", "name, evidence or since; with - the other way",
            "limit", "1 to 500; 100 if absent",
            "after", "next of the page before"));

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

    /** Hosts are selected by the text after the question mark, which one parser reads for all. */
    @Bean
    OperationCustomizer hostQueries() {
        return (operation, handler) -> {
            if (handler.getBeanType().getSimpleName().equals("FleetController")) {
                HOST_QUERY.forEach((name, description) -> operation.addParametersItem(
                        new QueryParameter().name(name).description(description).schema(new StringSchema())));
            }
            return operation;
        };
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
