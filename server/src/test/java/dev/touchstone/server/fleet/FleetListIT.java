package dev.touchstone.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.HostState;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Lists and counts of hosts agree, whatever state a fleet is in. */
@FleetTest
class FleetListIT {

    private final dev.touchstone.server.host.Fleet fleet;
    private final Fleet list;
    private final Clock clock;
    private final JdbcClient jdbc;

    FleetListIT(dev.touchstone.server.host.Fleet fleet, Fleet list, Clock clock, JdbcClient jdbc) {
        this.fleet = fleet;
        this.list = list;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /** Hosts in every state with every verdict, fresh and aged. */
    @BeforeEach
    void populate() {
        jdbc.sql("""
                insert into host (id, claimed_name, state, ek_name, ek_public, ek_spki_sha256, identity, ak_name,
                    ak_public, verdict, verdict_since, evidence_valid_until, created_at)
                select gen_random_uuid(), 'list', s, sha256(gen_random_uuid()::text::bytea), '', sha256(''), 'virtual',
                    sha256(gen_random_uuid()::text::bytea), '', v, now(), now() + a * interval '1 hour', now()
                from unnest(array['AWAITING_APPROVAL', 'ACTIVE', 'MAINTENANCE', 'REVOKED', 'RETIRED']) s,
                    unnest(array['TRUSTED', 'DRIFTED', 'REJECTED', 'PENDING']) v, unnest(array[-1, 1, null]) a
                """).update();
    }

    private List<JsonNode> all(String query, int limit) {
        List<JsonNode> hosts = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = fleet.server()
                    .get("/api/v1/hosts?limit=" + limit + query + (next.isEmpty() ? "" : "&after=" + next))
                    .json();
            page.path("hosts").forEach(hosts::add);
            assertThat(page.path("hosts").size()).isLessThanOrEqualTo(limit);
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return hosts;
    }

    private static List<String> ids(List<JsonNode> hosts) {
        return hosts.stream().map(h -> h.path("id").asString()).toList();
    }

    @Test
    void pages_hold_every_host_once() {
        List<String> whole = ids(all("", 500));
        assertThat(ids(all("", 7))).isEqualTo(whole).doesNotHaveDuplicates();
        long counted = list.posture(clock.instant()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(whole).hasSize((int) counted);
    }

    @ParameterizedTest
    @EnumSource
    void a_verdict_listed_is_the_verdict_counted_and_the_verdict_shown(EffectiveVerdict verdict) {
        List<JsonNode> hosts = all("&verdict=" + verdict, 11);
        assertThat(hosts).hasSize(Math.toIntExact(list.posture(clock.instant()).getOrDefault(verdict, 0L)));
        assertThat(hosts).extracting(h -> h.path("verdict").asString()).containsOnly(verdict.name());
    }

    @ParameterizedTest
    @EnumSource
    void a_state_listed_is_the_state_shown_and_retired_hosts_come_only_when_asked_for(HostState state) {
        assertThat(all("&state=" + state, 500))
                .isNotEmpty()
                .extracting(h -> h.path("state").asString())
                .containsOnly(state.name());
        assertThat(all("", 500)).extracting(h -> h.path("state").asString()).doesNotContain("RETIRED");
    }

    @Test
    void only_admitted_hosts_are_trusted_drifted_or_stale() {
        for (EffectiveVerdict verdict :
                List.of(EffectiveVerdict.TRUSTED, EffectiveVerdict.DRIFTED, EffectiveVerdict.STALE)) {
            assertThat(all("&verdict=" + verdict, 500))
                    .extracting(h -> h.path("state").asString())
                    .isSubsetOf("ACTIVE", "MAINTENANCE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=501", "limit=x", "after=x", "after=1-1-1-1-1x", "verdict=GOOD", "state=x"})
    void queries_that_make_no_sense_are_refused(String query) {
        assertThat(fleet.server().get("/api/v1/hosts?" + query).status()).isEqualTo(400);
    }

    @Test
    void decisions_that_make_no_sense_are_refused() {
        String path = "/api/v1/hosts/" + UUID.randomUUID();
        assertThat(fleet.server().get(path).status()).isEqualTo(404);
        assertThat(fleet.server().post(path + "/approval", Map.of()).status()).isEqualTo(404);
        assertThat(fleet.server().post(path + "/revocation", Map.of()).status()).isEqualTo(404);
        String active = "/api/v1/hosts/" + ids(all("&state=ACTIVE", 500)).getFirst();
        assertThat(fleet.server().post(active + "/approval", Map.of()).code()).isEqualTo("host-not-waiting");
        String waiting =
                "/api/v1/hosts/" + ids(all("&state=AWAITING_APPROVAL", 500)).getFirst();
        assertThat(fleet.server()
                        .post(waiting + "/approval", Map.of("host", "a b"))
                        .code())
                .isEqualTo("host-name-invalid");
        assertThat(fleet.server()
                        .withScopes("viewer")
                        .post(waiting + "/approval", Map.of())
                        .status())
                .isEqualTo(403);
        String retired = "/api/v1/hosts/" + ids(all("&state=RETIRED", 500)).getFirst();
        assertThat(fleet.server().post(retired + "/revocation", Map.of()).code())
                .isEqualTo("host-retired");
    }

    @Test
    void files_hold_just_the_hosts_of_the_query_and_no_formulas() {
        jdbc.sql("""
                insert into host (id, claimed_name, state, ek_name, ek_public, ek_spki_sha256, identity, ak_name,
                    ak_public, verdict_since, created_at)
                values (gen_random_uuid(), '=HYPERLINK("evil")', 'AWAITING_APPROVAL', sha256('formula'), '', sha256(''),
                    'virtual', sha256('formula'), '', now(), now())""").update();
        int listed = all("&state=AWAITING_APPROVAL", 500).size();
        String csv = export("text/csv");
        assertThat(csv.lines()).hasSize(listed + 1);
        assertThat(csv).contains("\"'=HYPERLINK(\"\"evil\"\")\"");
        assertThat(export("application/x-ndjson").lines())
                .hasSize(listed)
                .allMatch(line -> line.contains("\"AWAITING_APPROVAL\""));
    }

    private String export(String type) {
        var answer = fleet.server()
                .send("GET", "/api/v1/hosts?state=AWAITING_APPROVAL", BodyPublishers.noBody(), "Accept", type);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void facets_count_what_lists_hold() {
        JsonNode facets =
                fleet.server().get("/api/v1/hosts/facets?identity=virtual").json();
        for (HostState state : HostState.values()) {
            assertThat(all("&identity=virtual&state=" + state, 500))
                    .hasSize(facets.path("states").path(state.name()).asInt());
        }
    }
}
