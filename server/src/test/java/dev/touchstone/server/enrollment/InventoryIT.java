package dev.touchstone.server.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.Ledger;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@FleetTest
class InventoryIT {

    private static final String PATH = "/api/v1/inventory";

    private final Fleet fleet;
    private final Ledger.Book book;

    InventoryIT(Fleet fleet, Ledger.Book book) {
        this.fleet = fleet;
        this.book = book;
    }

    private static String ek(String name) {
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(name)).toHex();
    }

    private static Map<String, Object> entry(String name) {
        return entry(ek(name), name, "ams");
    }

    private static Map<String, Object> entry(String ek, String name, String site) {
        return Map.of("ek", ek, "host", name, "labels", Map.of("site", site));
    }

    private static void says(Answer answer, int added, int changed, int unchanged) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("added").asInt()).isEqualTo(added);
        assertThat(answer.json().path("changed").asInt()).isEqualTo(changed);
        assertThat(answer.json().path("unchanged").asInt()).isEqualTo(unchanged);
    }

    private void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void importing_twice_changes_nothing() {
        String name = Fleet.newName("pin");
        says(fleet.server().put(PATH, List.of(entry(name))), 1, 0, 0);
        says(fleet.server().put(PATH, List.of(entry(name))), 0, 0, 1);
        says(fleet.server().put(PATH, List.of(entry(ek(name), name, "lax"))), 0, 1, 0);
        assertThat(book.count("ek_pin", "host_name = '" + name + "' and labels ->> 'site' = 'lax'"))
                .isEqualTo(1);
    }

    @Test
    void a_dry_run_tells_and_does_nothing() {
        String name = Fleet.newName("pin");
        says(fleet.server().put(PATH + "?dryRun=true", List.of(entry(name))), 1, 0, 0);
        assertThat(book.count("ek_pin", "host_name = '" + name + "'")).isZero();
        assertThat(book.count("audit_event", "action = 'inventory.put' and after ->> 'dryRun' = 'true'"))
                .isZero();
    }

    @Test
    void lines_are_taken_as_well() {
        String one = Fleet.newName("pin");
        String two = Fleet.newName("pin");
        String lines = "{\"ek\":\"%s\",\"host\":\"%s\"}\r\n\n{\"ek\":\"%s\",\"host\":\"%s\",\"labels\":{\"a\":\"b\"}}"
                .formatted(ek(one), one, ek(two), two);
        says(putLines(lines), 2, 0, 0);
    }

    private Answer putLines(String lines) {
        return fleet.server().send("PUT", PATH, BodyPublishers.ofString(lines), "Content-Type", "application/x-ndjson");
    }

    @Test
    void a_line_that_is_no_entry_is_named_and_nothing_is_imported() {
        String name = Fleet.newName("pin");
        String good = "{\"ek\":\"%s\",\"host\":\"%s\"}\n".formatted(ek(name), name);
        for (String bad : List.of("{", "null", "[]", "{\"ek\":\"00\",\"host\":\"x\"}", good.strip() + good.strip())) {
            Answer answer = putLines(good + bad);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        }
        refused(putLines(good + "{\"ek\":\"x\"}"), 400, "malformed-request");
        assertThat(book.count("ek_pin", "host_name = '" + name + "'")).isZero();
    }

    @Test
    void nothing_is_named_twice() {
        String name = Fleet.newName("pin");
        refused(fleet.server().put(PATH, List.of(entry(name), entry(name))), 400, "inventory-duplicate");
        refused(
                fleet.server().put(PATH, List.of(entry(name), entry(ek("other"), name, "ams"))),
                400,
                "inventory-duplicate");
        assertThat(book.count("ek_pin", "host_name = '" + name + "'")).isZero();
    }

    @Test
    void a_name_moves_only_once_it_is_free() {
        String name = Fleet.newName("pin");
        String newcomer = ek(name + " new");
        fleet.server().put(PATH, List.of(entry(name)));
        refused(fleet.server().put(PATH, List.of(entry(newcomer, name, "ams"))), 409, "inventory-name-taken");
        refused(
                fleet.server().put(PATH + "?dryRun=true", List.of(entry(newcomer, name, "ams"))),
                409,
                "inventory-name-taken");
        says(fleet.server().put(PATH, List.of(entry(ek(name), name + "-old", "ams"))), 0, 1, 0);
        says(fleet.server().put(PATH, List.of(entry(newcomer, name, "ams"))), 1, 0, 0);
    }

    @Test
    void malformed_entries_are_refused() {
        String name = Fleet.newName("pin");
        refused(fleet.server().put(PATH, List.of(entry("00", name, "ams"))), 400, "ek-invalid");
        refused(fleet.server().put(PATH, List.of(entry(ek(name), "a b", "ams"))), 400, "host-name-invalid");
        refused(send("[null]"), 400, "malformed-request");
        refused(send("{}"), 400, "malformed-request");
        refused(
                send("[{\"ek\":\"%1$s\",\"ek\":\"%1$s\",\"host\":\"x\"}]".formatted(ek(name))),
                400,
                "malformed-request");
        refused(send("[{\"ek\":\"%s\",\"host\":\"x\",\"mac\":\"x\"}]".formatted(ek(name))), 400, "malformed-request");
    }

    private Answer send(String body) {
        return fleet.server().send("PUT", PATH, BodyPublishers.ofString(body));
    }

    @Test
    void the_same_import_at_once_is_one_import() {
        List<Map<String, Object>> entries = List.of(entry(Fleet.newName("pin")), entry(Fleet.newName("pin")));
        List<Answer> answers = AtOnce.of(4, () -> fleet.server().put(PATH, entries));
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream()
                        .mapToInt(a -> a.json().path("added").asInt())
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void more_machines_than_a_statement_has_parameters_fit_in_one_import() {
        String fleetName = Fleet.newName("bulk");
        List<Map<String, Object>> entries = new ArrayList<>();
        for (int i = 0; i < 66_000; i++) {
            entries.add(entry(fleetName + "-" + i));
        }
        says(fleet.server().put(PATH, entries), 66_000, 0, 0);
    }

    @Test
    void only_an_operator_imports() {
        assertThat(fleet.server().anonymous().put(PATH, List.of()).status()).isEqualTo(401);
        assertThat(fleet.server().withScopes("viewer").put(PATH, List.of()).status())
                .isEqualTo(403);
    }
}
