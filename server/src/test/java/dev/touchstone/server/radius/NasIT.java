package dev.touchstone.server.radius;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** NAS as managed objects. */
@FleetTest
class NasIT {

    private static final String SECRET = "0123456789abcdef-secret";

    private final Fleet fleet;
    private final JdbcClient jdbc;
    private final String path = "/api/v1/radius/nas/" + Fleet.newName("nas");

    NasIT(Fleet fleet, JdbcClient jdbc) {
        this.fleet = fleet;
        this.jdbc = jdbc;
    }

    private Answer put(Map<String, ?> nas) {
        return fleet.server().put(path, nas);
    }

    private String secret() {
        return jdbc.sql("select convert_from(secret, 'UTF8') from radius_nas where name = ?")
                .param(path.substring(path.lastIndexOf('/') + 1))
                .query(String.class)
                .single();
    }

    @Test
    void a_nas_is_made_changed_and_forgotten_and_its_secret_is_told_nobody() {
        assertThat(put(Map.of("address", "192.0.2.7")).code()).isEqualTo("nas-invalid");
        Answer made = put(Map.of("address", "192.0.2.7", "secret", SECRET));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.json().path("port").asInt()).isEqualTo(3799);
        Answer changed = put(Map.of("address", "192.0.2.7", "port", 1700, "quarantineVlan", "999"));
        assertThat(changed.json().path("quarantineVlan").asString()).isEqualTo("999");
        assertThat(secret()).isEqualTo(SECRET);
        put(Map.of("address", "192.0.2.7", "secret", SECRET + "2"));
        assertThat(secret()).isEqualTo(SECRET + "2");
        String list = fleet.server().get("/api/v1/radius/nas").body();
        assertThat(list).contains("192.0.2.7");
        assertThat(made.body() + changed.body() + list + audited()).doesNotContain(SECRET);
        assertThat(fleet.server().delete(path).status()).isEqualTo(204);
        assertThat(fleet.server().delete(path).status()).isEqualTo(404);
        assertThat(audited()).contains("radius-nas.create", "radius-nas.update", "radius-nas.delete");
    }

    private String audited() {
        return String.join(
                "\n",
                jdbc.sql("select to_jsonb(e)::text from audit_event e where object = ?")
                        .param(path.substring("/api/v1/".length()).replaceFirst("radius/nas", "radius-nas"))
                        .query(String.class)
                        .list());
    }

    @Test
    void an_address_is_of_one_machine_and_one_nas() {
        for (String address :
                List.of("10.1", "switch.example.com", "0.0.0.0", "::", "224.0.0.1", "300.1.1.1", "", "fe80::1%eth0")) {
            assertThat(put(Map.of("address", address, "secret", SECRET)).code())
                    .as(address)
                    .isEqualTo("nas-invalid");
        }
        assertThat(put(Map.of("address", "2001:db8::7", "secret", SECRET)).status())
                .isEqualTo(200);
        assertThat(fleet.server()
                        .put(path + "2", Map.of("address", "2001:0db8:0::7", "secret", SECRET))
                        .code())
                .isEqualTo("nas-address-taken");
    }

    @Test
    void a_weak_secret_and_a_network_that_cannot_be_told_are_refused() {
        for (Map<String, ?> bad : List.of(
                Map.of("secret", "short"),
                Map.of("secret", "with a blank in the middle"),
                Map.of("secret", SECRET, "quarantineVlan", "%{User-Name}"),
                Map.of("secret", SECRET, "quarantineVlan", ""),
                Map.of("secret", SECRET, "port", 0),
                Map.of("secret", SECRET, "port", 65536),
                Map.of("secret", SECRET, "unknown", 1))) {
            Map<String, Object> nas = new java.util.HashMap<>(bad);
            nas.put("address", "192.0.2.8");
            assertThat(put(nas).status()).as(bad.toString()).isEqualTo(400);
        }
        assertThat(fleet.server()
                        .put("/api/v1/radius/nas/UPPER", Map.of("address", "192.0.2.8", "secret", SECRET))
                        .code())
                .isEqualTo("nas-invalid");
    }
}
