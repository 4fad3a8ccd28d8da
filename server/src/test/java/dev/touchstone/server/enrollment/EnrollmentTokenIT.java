package dev.touchstone.server.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.TestHost;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an enrolment token grants, and to whom. */
@FleetTest
class EnrollmentTokenIT {

    private static final String EXPIRES = "2099-01-01T00:00:00Z";

    private final Fleet fleet;
    private final Ledger.Book book;
    private final MovableClock clock;
    private final LabTpm tpm = LabTpm.named("a");
    private final LabTpm other = LabTpm.named("b");

    EnrollmentTokenIT(Fleet fleet, Ledger.Book book, MovableClock clock) {
        this.fleet = fleet;
        this.book = book;
        this.clock = clock;
    }

    @BeforeEach
    void vacate() {
        fleet.trustLab();
        fleet.vacate(tpm);
        fleet.vacate(other);
    }

    private Answer order(Map<String, Object> change) {
        Map<String, Object> order = new HashMap<>(Map.of("labels", Map.of("site", "ams"), "expiresAt", EXPIRES));
        order.putAll(change);
        return fleet.server().post("/api/v1/enrollment-tokens", order);
    }

    private String token(Map<String, Object> change) {
        Answer answer = order(change);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("token").asString();
    }

    private static Map<String, Object> with(TestHost host, String token) {
        Map<String, Object> request = host.enrolment();
        request.put("token", token);
        return request;
    }

    private TestHost host(LabTpm tpm, String name) {
        return new TestHost(fleet.server(), tpm, tpm.newAk(), name);
    }

    @Test
    void a_token_admits_at_once_and_grants_its_labels() {
        TestHost host = host(tpm, Fleet.newName("token"));
        assertThat(host.enrol(with(host, token(Map.of()))).json().path("state").asString())
                .isEqualTo("ACTIVE");
        assertThat(host.view().path("labels").path("site").asString()).isEqualTo("ams");
        assertThat(host.view().path("labelsSource").asString()).isEqualTo("token");
        assertThat(host.view().path("host").asString()).isEqualTo(host.name());
    }

    @Test
    void a_token_gives_no_name_outside_its_pattern() {
        String token = token(Map.of("namePattern", "ams-*-0?", "uses", 2));
        TestHost outside = host(tpm, Fleet.newName("lax"));
        assertThat(outside.enrol(with(outside, token)).json().path("state").asString())
                .isEqualTo("AWAITING_APPROVAL");
        assertThat(outside.view().path("labels").isEmpty()).isTrue();
        TestHost inside = host(other, Fleet.newName("ams") + "-07");
        assertThat(inside.enrol(with(inside, token)).json().path("state").asString())
                .isEqualTo("ACTIVE");
    }

    @Test
    void a_token_admits_no_ek_that_nobody_vouches_for() {
        TestHost host = host(tpm, Fleet.newName("token"));
        Map<String, Object> request = with(host, token(Map.of()));
        request.put("ek", Map.of("public", tpm.ekPublic().toBase64()));
        assertThat(host.enrol(request).json().path("state").asString()).isEqualTo("AWAITING_APPROVAL");
    }

    @Test
    void a_token_is_good_only_from_its_network() {
        TestHost host = host(tpm, Fleet.newName("token"));
        Map<String, Object> request = with(host, token(Map.of("cidr", "127.0.8.0/24")));
        TestServer anonymous = fleet.server().anonymous();
        for (String outside : List.of("127.0.7.255", "127.0.9.0", "127.0.0.1")) {
            Answer refused = anonymous.from(outside).post("/api/v1/enrollments", request);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("enrollment-token-refused");
        }
        assertThat(anonymous
                        .from("127.0.8.9")
                        .post("/api/v1/enrollments", request)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_token_expires() throws Exception {
        TestHost host = host(tpm, Fleet.newName("token"));
        Map<String, Object> request = with(host, token(Map.of("expiresAt", soon())));
        Answer begun = host.begin(request);
        Bytes secret = host.secret(begun);
        assertThat(clock.at(Duration.ofMinutes(5), () -> host.begin(request)).code())
                .isEqualTo("enrollment-token-refused");
        assertThat(clock.at(Duration.ofMinutes(5), () -> host.activate(begun, secret))
                        .code())
                .isEqualTo("enrollment-token-refused");
        assertThat(host.activate(begun, secret).status()).isEqualTo(200);
    }

    private String soon() {
        return clock.instant().plus(Duration.ofMinutes(5)).toString();
    }

    @Test
    void an_unknown_token_is_refused_and_nothing_is_begun() {
        TestHost host = host(tpm, Fleet.newName("token"));
        long pending = book.count("enrollment", "true");
        for (String token : List.of("", "tse_", token(Map.of()) + "x", "tst_x", "\0")) {
            assertThat(host.begin(with(host, token)).code()).isEqualTo("enrollment-token-refused");
        }
        assertThat(book.count("enrollment", "true")).isEqualTo(pending);
    }

    @Test
    void one_use_taken_at_once_by_two_is_taken_once() {
        String token = token(Map.of("uses", 1));
        List<TestHost> hosts = List.of(host(tpm, Fleet.newName("token")), host(other, Fleet.newName("token")));
        List<Answer> begun = hosts.stream().map(h -> h.begin(with(h, token))).toList();
        List<Bytes> secrets =
                List.of(hosts.get(0).secret(begun.get(0)), hosts.get(1).secret(begun.get(1)));
        long known = book.count("host", "true");
        List<Answer> answers = AtOnce.of(
                () -> hosts.get(0).activate(begun.get(0), secrets.get(0)),
                () -> hosts.get(1).activate(begun.get(1), secrets.get(1)));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 401);
        assertThat(book.count("host", "true")).isEqualTo(known + 1);
    }

    @Test
    void the_loser_of_that_race_can_still_come_back_without_the_token() {
        String token = token(Map.of("uses", 1));
        TestHost first = host(tpm, Fleet.newName("token"));
        TestHost second = host(other, Fleet.newName("token"));
        Answer begun = second.begin(with(second, token));
        Bytes secret = second.secret(begun);
        first.enrol(with(first, token));
        assertThat(second.activate(begun, secret).status()).isEqualTo(401);
        assertThat(second.enrol().json().path("state").asString()).isEqualTo("AWAITING_APPROVAL");
    }

    @Test
    void orders_out_of_bounds_are_refused() {
        assertThat(order(Map.of("uses", 0)).code()).isEqualTo("enrollment-token-invalid");
        assertThat(order(Map.of("uses", -1)).code()).isEqualTo("enrollment-token-invalid");
        assertThat(order(Map.of("uses", 4_294_967_296L)).code()).isEqualTo("malformed-request");
        assertThat(order(Map.of("expiresAt", "2020-01-01T00:00:00Z")).code()).isEqualTo("enrollment-token-invalid");
        assertThat(order(Map.of("namePattern", "[a-z]+")).code()).isEqualTo("name-pattern-invalid");
        for (String cidr : List.of("10.0.0.0/33", "10.0.0/8", "::/129", "example.org/8", "10.0.0.0/-1", "")) {
            assertThat(order(Map.of("cidr", cidr)).code()).as(cidr).isEqualTo("cidr-invalid");
        }
    }

    @Test
    void only_an_operator_issues_tokens() {
        Map<String, Object> order = Map.of("expiresAt", EXPIRES);
        assertThat(fleet.server()
                        .anonymous()
                        .post("/api/v1/enrollment-tokens", order)
                        .status())
                .isEqualTo(401);
        assertThat(fleet.server()
                        .withScopes("viewer")
                        .post("/api/v1/enrollment-tokens", order)
                        .status())
                .isEqualTo(403);
        assertThat(fleet.server()
                        .withScopes("operator")
                        .post("/api/v1/enrollment-tokens", order)
                        .status())
                .isEqualTo(201);
    }
}
