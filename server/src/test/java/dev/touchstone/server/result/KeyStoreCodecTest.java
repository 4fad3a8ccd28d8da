package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyStoreCodecTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final char[] PASSWORD = "correct horse battery staple".toCharArray();

    private final KeyRing ring = KeyRing.fresh(NOW).rotated(NOW, NOW.plusSeconds(310), NOW.plusSeconds(1220));

    private static List<String> kids(KeyRing ring) {
        return ring.keys().stream().map(ResultKey::kid).toList();
    }

    private static byte[] stored(ResultKey key, Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", key.secret(), PASSWORD, new Certificate[] {certificate});
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, PASSWORD);
        return bytes.toByteArray();
    }

    @Test
    void what_is_written_is_read_again_with_its_schedule() {
        KeyRing read = KeyStoreCodec.read(KeyStoreCodec.write(ring, PASSWORD), PASSWORD)
                .orElseThrow();
        assertThat(kids(read)).isEqualTo(kids(ring));
        assertThat(read.keys().getFirst().publishedUntil()).isEqualTo(NOW.plusSeconds(1220));
        assertThat(read.keys().getLast().signsFrom()).isEqualTo(NOW.plusSeconds(310));
        assertThat(read.keys().getLast().publishedUntil()).isEqualTo(ResultKey.NO_END);
    }

    @Test
    void another_password_opens_nothing() {
        byte[] bytes = KeyStoreCodec.write(ring, PASSWORD);
        assertThat(KeyStoreCodec.read(bytes, "correct horse battery stapler".toCharArray()))
                .isEmpty();
    }

    @Test
    void what_is_stored_shows_no_private_key() {
        String bytes = new String(KeyStoreCodec.write(ring, PASSWORD), StandardCharsets.ISO_8859_1);
        for (ResultKey key : ring.keys()) {
            byte[] secret = key.secret().getEncoded();
            String number = new String(secret, secret.length - 40, 32, StandardCharsets.ISO_8859_1);
            assertThat(bytes).doesNotContain(number);
        }
    }

    /** Who can write to the database, and has no password, may pair a stored key with a certificate of another. */
    @Test
    void a_key_with_the_certificate_of_another_is_refused() throws Exception {
        ResultKey other = ring.keys().getLast();
        byte[] forged = stored(ring.keys().getFirst(), other.certificate());
        assertThatThrownBy(() -> KeyStoreCodec.read(forged, PASSWORD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_store_cut_anywhere_or_changed_is_refused() {
        byte[] whole = KeyStoreCodec.write(ring, PASSWORD);
        for (int length = 0; length < whole.length; length += 41) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> KeyStoreCodec.read(cut, PASSWORD).orElseThrow())
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void a_key_is_never_shown() {
        assertThat(ring.toString()).doesNotContain("d=", "\"d\"", "EC Private");
        assertThat(ring.keys().getFirst().published().isPrivate()).isFalse();
    }
}
