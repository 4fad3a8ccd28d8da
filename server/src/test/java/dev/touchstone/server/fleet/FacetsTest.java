package dev.touchstone.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.host.VerdictInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts, lists and cursors of one query, each against the plain meaning of the others. */
class FacetsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final List<Map<String, String>> LABELS =
            List.of(Map.of(), Map.of("site", "ams"), Map.of("site", "ams", "rack", "1"), Map.of("site", "fra"));

    private final Random random = new Random(1);
    private final List<ListedHost> hosts = new ArrayList<>();
    private final FleetIndex index = new FleetIndex();

    FacetsTest() {
        for (int i = 0; i < 500; i++) {
            ListedHost host = host(i);
            hosts.add(host);
            index.add(host);
        }
    }

    private ListedHost host(int number) {
        Optional<Instant> issued =
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(NOW.minusSeconds(random.nextInt(1800)));
        var inForce = new VerdictInForce(
                one(HostState.values()), one(Verdict.values()), issued, issued.map(at -> at.plusSeconds(900)));
        return new ListedHost(
                new UUID(random.nextLong(), number),
                one("web-", "Web-", "db-") + random.nextInt(300),
                true,
                inForce,
                NOW.minusSeconds(random.nextInt(5000)),
                LABELS.get(random.nextInt(LABELS.size())),
                one("hardware", "virtual"),
                one(Map.of(), Map.of("fleet-a", 3), Map.of("fleet-a", 4)),
                one(Optional.empty(), Optional.of(7L)));
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }

    private long count(HostQuery query) {
        HostMatch match = new HostMatch(query.filter(), NOW);
        return hosts.stream().filter(match::matches).count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verdict=DRIFTED",
                "verdict=DRIFTED&verdict=STALE&state=ACTIVE",
                "state=RETIRED&identity=virtual",
                "label.site=ams",
                "label.site=ams&label.rack=&name=WEB",
                "set=fleet-a&verdict=TRUSTED",
                "set=fleet-a%404",
                "cluster=7&label.site=fra"
            })
    void each_count_is_the_length_of_the_list_it_leads_to(String text) {
        HostQuery query = HostQuery.parse(text);
        Facets facets = Facets.of(hosts, query.filter(), NOW);
        facets.verdicts().forEach((verdict, n) -> assertThat(n).isEqualTo(count(alone(query, verdict))));
        HostQuery anyState = query.filteredBy(query.filter().states(Set.of()));
        facets.states()
                .forEach((state, n) ->
                        assertThat(n).isEqualTo(count(anyState.toggled(new Facet.ByState(), state.name()))));
        facets.labels()
                .forEach((key, values) -> values.forEach((value, n) -> {
                    HostQuery any = query;
                    for (String chosen : new Facet.ByLabel(key).chosen(query.filter())) {
                        any = any.toggled(new Facet.ByLabel(key), chosen);
                    }
                    assertThat(n).isEqualTo(count(any.toggled(new Facet.ByLabel(key), value)));
                }));
    }

    private static HostQuery alone(HostQuery query, EffectiveVerdict verdict) {
        return query.filteredBy(query.filter().verdicts(Set.of(verdict)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name", "evidence", "-evidence", "since", "-since"})
    void pages_in_any_order_hold_every_host_once_also_when_hosts_go_in_between(String sort) {
        HostQuery query = HostQuery.parse("sort=" + sort + "&limit=7");
        HostMatch match = new HostMatch(query.filter(), NOW);
        List<ListedHost> whole = index.some(query, match::matches, 1000);
        assertThat(whole).hasSize((int) count(query)).doesNotHaveDuplicates();
        assertThat(whole)
                .isSortedAccordingTo((a, b) -> query.sort()
                        .order()
                        .compare(query.sort().place(a), query.sort().place(b)));
        List<ListedHost> paged = new ArrayList<>();
        List<ListedHost> page = index.some(query, match::matches, 7);
        while (!page.isEmpty()) {
            paged.addAll(page);
            index.remove(page.getLast().id());
            HostQuery next = query.afterPlace(query.sort().place(page.getLast()));
            page = index.some(next, match::matches, 7);
        }
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void a_label_of_many_values_is_no_facet() {
        List<ListedHost> many = new ArrayList<>();
        for (int i = 0; i <= Facets.MOST_VALUES; i++) {
            ListedHost host = hosts.get(i);
            many.add(new ListedHost(
                    host.id(),
                    host.name(),
                    true,
                    new VerdictInForce(HostState.ACTIVE, Verdict.TRUSTED, Optional.empty(), Optional.empty()),
                    NOW,
                    Map.of("serial", "s" + i, "site", "ams"),
                    "hardware",
                    Map.of(),
                    Optional.empty()));
        }
        assertThat(Facets.of(many, HostFilter.NONE, NOW).labels()).containsOnlyKeys("site");
    }
}
