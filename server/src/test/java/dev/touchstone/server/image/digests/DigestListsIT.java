package dev.touchstone.server.image.digests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class DigestListsIT {

    private static final String PATH = "/api/v1/digest-lists";

    private final TestServer server;
    private final JdbcClient jdbc;
    private final DigestAllowList allowed;

    DigestListsIT(TestServer server, JdbcClient jdbc, DigestAllowList allowed) {
        this.server = server;
        this.jdbc = jdbc;
        this.allowed = allowed;
    }

    @Test
    void each_new_content_is_a_version_and_the_digests_of_each_stay() {
        Answer first = post("versions", line("a") + line("b"));
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().path("files").asInt()).isEqualTo(2);
        assertThat(post("versions", line("a") + line("b")).status()).isEqualTo(200);
        assertThat(post("versions", line("c")).json().path("version").asInt()).isEqualTo(2);

        assertThat(allowed.digests("versions", 1)).containsExactlyInAnyOrder(digest("a"), digest("b"));
        assertThat(allowed.digests("versions", 2)).containsExactly(digest("c"));
        assertThat(allowed.digests("versions", 3)).isEmpty();
        assertThat(server.get(PATH + "/versions").json().path("lists"))
                .extracting(list -> list.path("version").asInt())
                .containsExactly(2, 1);
        assertThat(server.get(PATH + "/none").status()).isEqualTo(404);
        assertThat(audited("versions")).isEqualTo(2);
    }

    @Test
    void a_list_longer_than_a_batch_is_stored_whole() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 10_001; i++) {
            list.append(line("long " + i));
        }
        assertThat(post("long", list.toString()).json().path("files").asInt()).isEqualTo(10_001);
        assertThat(allowed.digests("long", 1)).hasSize(10_001).contains(digest("long 0"), digest("long 10000"));
        assertThat(jdbc.sql("""
                        select min(number) || ' ' || max(number) from digest_list_file f
                        join digest_list l using (content_sha256) where l.name = 'long'""").query(String.class).single()).isEqualTo("1 10001");
    }

    @Test
    void a_list_with_one_bad_line_is_refused_whole_and_told_which() {
        Answer refused = post("bad", line("a") + "hello\n" + line("b"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("detail").asString()).contains("line 2");
        assertThat(server.get(PATH + "/bad").status()).isEqualTo(404);
        assertThat(post("bad", "# nothing\n").code()).isEqualTo("digest-list-empty");
        assertThat(post("Bad", line("a")).code()).isEqualTo("name-invalid");
        assertThat(post("good", line("a")).status()).isEqualTo(201);
    }

    @Test
    void many_versions_at_once_are_numbered_without_a_gap() throws Exception {
        List<Callable<Integer>> posts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String content = line("contested " + i);
            posts.add(() -> post("contested", content).json().path("version").asInt());
        }
        List<Integer> versions = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(posts)) {
                versions.add(each.get());
            }
        }
        assertThat(versions).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void the_database_lets_nobody_alter_a_version() {
        post("immutable", line("immutable"));
        assertThatThrownBy(() -> jdbc.sql("update digest_list set version = 9 where name = 'immutable'")
                        .update())
                .hasMessageContaining("immutable");
        assertThatThrownBy(
                        () -> jdbc.sql("update digest_list_file set path = 'x'").update())
                .hasMessageContaining("immutable");
    }

    @Test
    void operators_add_and_viewers_read() {
        TestServer viewer = server.withScopes("viewer");
        assertThat(post(viewer, "scopes", line("a")).status()).isEqualTo(403);
        assertThat(post(server.withScopes("operator"), "scopes", line("a")).status())
                .isEqualTo(201);
        assertThat(viewer.get(PATH).status()).isEqualTo(200);
    }

    private Answer post(String name, String list) {
        return post(server, name, list);
    }

    private static Answer post(TestServer caller, String name, String list) {
        return caller.send(
                "POST", PATH + "?name=" + name, BodyPublishers.ofString(list), "Content-Type", "application/x-ndjson");
    }

    private int audited(String name) {
        return jdbc.sql("select count(*) from audit_event where action = 'digest-list.add' and object = ?")
                .param("digest-list/" + name)
                .query(Integer.class)
                .single();
    }

    private static String line(String content) {
        return digest(content) + "  /" + content + "\n";
    }

    private static Bytes digest(String content) {
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(content));
    }
}
