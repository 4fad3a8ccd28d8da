package dev.touchstone.server.admission.opa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Stored;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bundle as OPA takes it. */
@FleetTest
class OpaBundleIT {

    private static final String PATH = "/api/v1/admission/opa/bundle.tar.gz";

    private final Fleet fleet;
    private final Stored stored;
    private final Synchronised synchronised;
    private final OpaBundles bundles;

    OpaBundleIT(Fleet fleet, Stored stored, Synchronised synchronised, OpaBundles bundles) {
        this.fleet = fleet;
        this.stored = stored;
        this.synchronised = synchronised;
        this.bundles = bundles;
    }

    private static Map<String, String> files(Bytes archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive.toArray())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), Bytes.of(tar.readAllBytes()).toUtf8());
            }
        }
        return files;
    }

    @Test
    void it_holds_a_manifest_the_decisions_and_the_policy_that_reads_them() throws Exception {
        UUID trusted = stored.host("TRUSTED").id();
        UUID rejected = stored.host("REJECTED").id();
        synchronised.now();
        OpaBundle bundle = bundles.of(new Consumer(
                "opa",
                Consumer.Mode.ENFORCE,
                Duration.ofDays(1),
                Consumer.DEFAULT.outage(),
                Consumer.DEFAULT.allowedBindings(),
                Map.of(),
                Consumer.Radius.NONE));
        Map<String, String> files = files(bundle.archive());
        assertThat(files).containsOnlyKeys(".manifest", "data.json", "touchstone/admission.rego");
        JsonNode manifest = JsonMapper.shared().readTree(files.get(".manifest"));
        assertThat(manifest.path("revision").asString()).isEqualTo(bundle.revision());
        assertThat(manifest.path("roots").toString()).isEqualTo("[\"touchstone\"]");
        JsonNode data = JsonMapper.shared()
                .readTree(files.get("data.json"))
                .path("touchstone")
                .path("fleet");
        assertThat(data.path("hosts").path(trusted.toString()).path("decision").asString())
                .isEqualTo("allow");
        assertThat(data.path("hosts").path(rejected.toString()).path("decision").asString())
                .isEqualTo("deny");
        assertThat(Instant.parse(data.path("validUntil").asString()))
                .isEqualTo(Instant.parse(data.path("generatedAt").asString()).plusSeconds(60));
    }

    @Test
    void the_same_bundle_is_not_sent_twice_and_is_made_once_a_second_at_most() {
        synchronised.now();
        var first = fleet.server().get(PATH);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).isEqualTo("application/gzip");
        assertThat(bundles.of(Consumer.DEFAULT)).isSameAs(bundles.of(Consumer.DEFAULT));
        var again = fleet.server()
                .send(
                        "GET",
                        PATH,
                        BodyPublishers.noBody(),
                        "If-None-Match",
                        '"' + bundles.of(Consumer.DEFAULT).revision() + '"');
        assertThat(again.status()).isIn(304, 200);
    }

    @Test
    void the_same_content_is_the_same_bytes() {
        byte[] data = "{}".getBytes(StandardCharsets.UTF_8);
        OpaBundle one = OpaBundle.of(new JsonMapper(), "touchstone", data, data);
        assertThat(OpaBundle.of(new JsonMapper(), "touchstone", data, data)).isEqualTo(one);
        assertThat(OpaBundle.of(new JsonMapper(), "touchstone", data, "x".getBytes(StandardCharsets.UTF_8))
                        .revision())
                .isNotEqualTo(one.revision());
    }

    @Test
    void who_may_not_ask_gets_none() {
        assertThat(fleet.server().anonymous().get(PATH).status()).isEqualTo(401);
    }
}
