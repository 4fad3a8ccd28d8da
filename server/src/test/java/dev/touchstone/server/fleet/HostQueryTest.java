package dev.touchstone.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.problem.Refusal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostQueryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verdict=DRIFTED&verdict=REJECTED&state=ACTIVE&identity=virtual&label.rack=&label.site=ams&label.site=fra"
                        + "&name=web&set=fleet-a%404&cluster=42&sort=-evidence&after=abc&limit=7",
                "label.a%2Fb=c%3Dd%26e%2B%E2%80%AE",
                "sort=since"
            })
    void a_query_is_written_as_it_is_read(String text) {
        assertThat(HostQuery.parse(text).text()).isEqualTo(text);
    }

    @Test
    void queries_that_mean_the_same_are_one_text() {
        assertThat(HostQuery.parse(
                                "limit=100&verdict=STALE&verdict=DRIFTED&sort=name&verdict=STALE&name=+&state=ACTIVE")
                        .text())
                .isEqualTo("verdict=DRIFTED&verdict=STALE&state=ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verdit=DRIFTED",
                "label.=x",
                "verdict=drifted",
                "state=",
                "identity=gold",
                "sort=age",
                "limit=0",
                "limit=501",
                "limit=+1",
                "cluster=0",
                "cluster=9223372036854775808",
                "name=a&name=b",
                "name=%2"
            })
    void what_is_not_understood_is_refused_and_never_ignored(String text) {
        assertThatThrownBy(() -> HostQuery.parse(text)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_query_is_bounded() {
        assertThatThrownBy(() -> HostQuery.parse("name=" + "x".repeat(8192))).hasMessageContaining("query-too-long");
        assertThatThrownBy(() -> HostQuery.parse("state=ACTIVE&".repeat(201))).hasMessageContaining("query-too-long");
    }

    @Test
    void choosing_a_value_twice_takes_it_back() {
        HostQuery query = HostQuery.parse("label.site=ams&after=abc");
        HostQuery both = query.toggled(new Facet.ByLabel("site"), "fra");
        assertThat(both.text()).isEqualTo("label.site=ams&label.site=fra");
        assertThat(both.toggled(new Facet.ByLabel("site"), "fra").text()).isEqualTo("label.site=ams");
        assertThat(query.toggled(new Facet.ByLabel("site"), "ams")).isEqualTo(HostQuery.ALL);
        assertThat(HostQuery.ALL
                        .toggled(new Facet.ByVerdict(), "STALE")
                        .toggled(new Facet.ByState(), "ACTIVE")
                        .text())
                .isEqualTo("verdict=STALE&state=ACTIVE");
        assertThat(HostQuery.ALL.toggled(new Facet.ByIdentity(), "virtual").filtered())
                .isTrue();
    }

    @Test
    void a_cursor_is_of_use_to_its_own_query_only() {
        var place = new HostCursor("ams-1", new UUID(1, 2));
        HostQuery next = HostQuery.parse("verdict=DRIFTED&limit=5").afterPlace(place);
        assertThat(HostQuery.parse(next.text()).cursor()).contains(place);
        assertThat(next.limitedTo(50).cursor()).contains(place);
        HostQuery other = HostQuery.parse(next.text().replace("DRIFTED", "STALE"));
        assertThatThrownBy(other::cursor).hasMessageContaining("cursor-invalid");
        assertThatThrownBy(HostQuery.parse("after=%21")::cursor).hasMessageContaining("cursor-invalid");
        assertThatThrownBy(HostQuery.parse("after=YWJj")::cursor).hasMessageContaining("cursor-invalid");
    }
}
