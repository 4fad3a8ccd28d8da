package dev.touchstone.server.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.Authenticode;
import dev.touchstone.image.Pcr11;
import dev.touchstone.image.PeImage;
import dev.touchstone.image.PhasePath;
import dev.touchstone.image.TestImages;
import dev.touchstone.image.UnifiedKernelImage;
import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.image.archive.DebBuilder;
import dev.touchstone.server.ops.TouchstoneHome;
import dev.touchstone.server.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

@ServerTest
class ImagesIT {

    private static final String ROOT = "ab".repeat(32);

    private final TestServer server;
    private final TouchstoneHome home;
    private final JdbcClient jdbc;
    private final ImageIndex index;

    ImagesIT(TestServer server, TouchstoneHome home, JdbcClient jdbc, ImageIndex index) {
        this.server = server;
        this.home = home;
        this.jdbc = jdbc;
        this.index = index;
    }

    @Test
    void a_unified_kernel_is_told_with_all_that_it_says_and_will_be_measured_as() throws Exception {
        Bytes file = TestImages.uki("quiet roothash=" + ROOT);
        UnifiedKernelImage image = UnifiedKernelImage.of(PeImage.parse(file));

        Answer answer = post("lab_7.efi&label=Lab 7", file.toArray());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        JsonNode told = answer.json();
        assertThat(told.path("sha256").asString()).isEqualTo(sha256(file));
        assertThat(told.path("label").asString()).isEqualTo("Lab 7");
        assertThat(told.path("kind").asString()).isEqualTo("unified-kernel");
        JsonNode part = told.path("description").path("parts").path(0);
        assertThat(part.path("authenticode").path("sha256").asString())
                .isEqualTo(Authenticode.measured(image.image(), HashAlgorithm.SHA256)
                        .value()
                        .toHex());
        JsonNode profile = part.path("profiles").path(0);
        assertThat(profile.path("osRelease").path("IMAGE_VERSION").asString()).isEqualTo("7");
        assertThat(profile.path("uname").asString()).isEqualTo("6.12.9-lab");
        assertThat(profile.path("commandLine").asString()).isEqualTo("quiet roothash=" + ROOT);
        assertThat(profile.path("rootHashes").path("roothash").asString()).isEqualTo(ROOT);
        assertThat(part.path("components")).isNotEmpty();
        assertThat(part.path("unpredicted")).isNotEmpty();

        List<PhasePath> paths = new ArrayList<>(PhasePath.SYSTEMD);
        paths.addFirst(PhasePath.NONE);
        List<String> expected = new ArrayList<>();
        for (HashAlgorithm bank : List.of(HashAlgorithm.SHA256, HashAlgorithm.SHA384)) {
            Pcr11.predict(image, bank, paths)
                    .forEach(p -> expected.add(bank.bank() + " " + p.phases() + " " + p.value()));
        }
        assertThat(profile.path("pcr11"))
                .extracting(v -> v.path("bank").asString() + " "
                        + v.path("phases").asString() + " " + v.path("value").asString())
                .containsExactlyElementsOf(expected);
        assertThat(server.get("/api/v1/images/" + sha256(file)).json()).isEqualTo(told);
    }

    @Test
    void an_image_is_found_by_what_a_log_says_of_it() throws Exception {
        Bytes file = TestImages.uki("index");
        PeImage image = PeImage.parse(file);
        post("index.efi", file.toArray());

        Bytes authenticode = Authenticode.measured(image, HashAlgorithm.SHA384).value();
        assertThat(matches(authenticode, file)).containsExactly("authenticode ");
        Bytes commandLine = HashAlgorithm.SHA256.hash(Bytes.ofUtf8("index"));
        assertThat(matches(commandLine, file)).containsExactly("section .cmdline");
        Bytes osRelease = HashAlgorithm.SHA256.hash(Bytes.ofUtf8("ID=lab\nIMAGE_ID=lab-os\nIMAGE_VERSION=7\n"));
        assertThat(index.osRelease(osRelease)).hasValue("ID=lab\nIMAGE_ID=lab-os\nIMAGE_VERSION=7\n");
        assertThat(index.osRelease(commandLine)).isEmpty();
        assertThat(server.get("/api/v1/images?digest=" + "00".repeat(32)).json().path("images"))
                .isEmpty();
    }

    @Test
    void of_one_content_sent_many_times_at_once_there_is_one_image_and_one_record() throws Exception {
        byte[] file = TestImages.uki("contested").toArray();
        Callable<Integer> post = () -> post("contested.efi", file).status();
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(List.of(post, post, post, post))) {
                statuses.add(each.get());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(201, 200, 200, 200);
        assertThat(audited(sha256(Bytes.of(file)))).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) - count(distinct (digest, kind, part, name)) from image_digest")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_kernel_package_is_told_by_what_boots_of_it() {
        Bytes loader = TestImages.efi("loader of a package");
        byte[] deb = DebBuilder.named("linux-image-lab")
                .file("./usr/share/doc/readme", new byte[10])
                .file("./usr/lib/systemd/boot/efi/systemd-bootx64.efi", loader.toArray())
                .build();

        JsonNode told = post("linux-image-lab.deb", deb).json();

        assertThat(told.path("kind").asString()).isEqualTo("debian-package");
        JsonNode description = told.path("description");
        assertThat(description.path("debianPackage").path("name").asString()).isEqualTo("linux-image-lab");
        assertThat(description.path("parts"))
                .extracting(part ->
                        part.path("path").asString() + " " + part.path("sha256").asString())
                .containsExactly("/usr/lib/systemd/boot/efi/systemd-bootx64.efi " + sha256(loader));
    }

    @Test
    void what_is_damaged_empty_a_bomb_or_boots_nothing_is_refused_and_leaves_nothing() throws IOException {
        Bytes whole = TestImages.uki("damaged");
        byte[] bomb = DebBuilder.named("bomb")
                .file("./boot/vmlinuz", new byte[64 << 20])
                .build();
        byte[] documentation =
                DebBuilder.named("doc").file("./usr/share/doc/a", new byte[1]).build();

        assertThat(post("cut.efi", whole.slice(0, whole.length() - 1).toArray()).code())
                .isEqualTo("image-refused");
        assertThat(post("bomb.deb", bomb).code()).isEqualTo("image-refused");
        assertThat(post("doc.deb", documentation).json().path("detail").asString())
                .contains("holds no kernel");
        assertThat(post("empty", new byte[0]).code()).isEqualTo("body-empty");
        assertThat(post("a/b", whole.toArray()).code()).isEqualTo("name-invalid");

        assertThat(server.get("/api/v1/images/" + sha256(Bytes.of(bomb))).status())
                .isEqualTo(404);
        try (var left = Files.list(home.directory().resolve("uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void operators_add_and_viewers_read() {
        byte[] file = TestImages.uki("scopes").toArray();
        TestServer viewer = server.withScopes("viewer");
        assertThat(post(viewer, "scopes.efi", file).status()).isEqualTo(403);
        assertThat(post(server.anonymous(), "scopes.efi", file).status()).isEqualTo(401);
        assertThat(post(server.withScopes("operator"), "scopes.efi", file).status())
                .isEqualTo(201);
        assertThat(viewer.get("/api/v1/images").status()).isEqualTo(200);
        assertThat(server.withScopes("admission").get("/api/v1/images").status())
                .isEqualTo(403);
    }

    @Test
    void pages_hold_every_image_once_newest_first() {
        post("page-1.efi", TestImages.uki("page 1").toArray());
        post("page-2.efi", TestImages.uki("page 2").toArray());
        List<String> paged = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = server.get("/api/v1/images?limit=1" + after).json();
            page.path("images").forEach(image -> paged.add(image.path("sha256").asString()));
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());

        List<String> all = new ArrayList<>();
        server.get("/api/v1/images?limit=500")
                .json()
                .path("images")
                .forEach(i -> all.add(i.path("sha256").asString()));
        assertThat(paged).isEqualTo(all).doesNotHaveDuplicates();
        assertThat(paged.indexOf(sha256(TestImages.uki("page 2"))))
                .isLessThan(paged.indexOf(sha256(TestImages.uki("page 1"))));
        assertThat(server.get("/api/v1/images?limit=501").code()).isEqualTo("limit-invalid");
    }

    @Test
    void uploads_under_way_have_a_quota_and_give_it_back() throws IOException {
        Uploads uploads = new Uploads(home, new ImageProperties(DataSize.ofBytes(1000), DataSize.ofBytes(1)));
        Upload first = uploads.receive(new ByteArrayInputStream(new byte[600]));
        assertThatThrownBy(() -> uploads.receive(new ByteArrayInputStream(new byte[600])))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo("upload-quota"));
        first.close();
        first.close();
        uploads.receive(new ByteArrayInputStream(new byte[1000])).close();
        assertThatThrownBy(() -> uploads.receive(new ByteArrayInputStream(new byte[1001])))
                .isInstanceOf(Refusal.class);
    }

    private List<String> matches(Bytes digest, Bytes file) {
        List<String> matches = new ArrayList<>();
        for (JsonNode image :
                server.get("/api/v1/images?digest=" + digest).json().path("images")) {
            if (image.path("sha256").asString().equals(sha256(file))) {
                image.path("matches")
                        .forEach(m -> matches.add(
                                m.path("kind").asString() + " " + m.path("name").asString()));
            }
        }
        return matches;
    }

    private int audited(String sha256) {
        return jdbc.sql("select count(*) from audit_event where action = 'image.add' and object = ?")
                .param("image/" + sha256)
                .query(Integer.class)
                .single();
    }

    private Answer post(String name, byte[] file) {
        return post(server, name, file);
    }

    private static Answer post(TestServer caller, String name, byte[] file) {
        return caller.send(
                "POST",
                "/api/v1/images?name=" + name.replace(" ", "%20"),
                BodyPublishers.ofByteArray(file),
                "Content-Type",
                "application/octet-stream");
    }

    private static String sha256(Bytes file) {
        return HashAlgorithm.SHA256.hash(file).toHex();
    }
}
