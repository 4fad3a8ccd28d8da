package dev.touchstone.server.result;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Writes a ring as a PKCS#12 key store (RFC 7292) and reads it again. The private keys are encrypted; and as a store
 * without a MAC is read as well, each certificate is held against its key: without the password nobody reads a key,
 * adds one, or changes when it is good.
 */
final class KeyStoreCodec {

    private static final String TYPE = "PKCS12";

    private KeyStoreCodec() {}

    static byte[] write(KeyRing ring, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            for (ResultKey key : ring.keys()) {
                store.setKeyEntry(key.kid(), key.secret(), password, new Certificate[] {key.certificate()});
            }
            var bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The keys cannot be written as " + TYPE, e);
        }
    }

    /** The ring; empty if that is not its password. */
    static Optional<KeyRing> read(byte[] bytes, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(new ByteArrayInputStream(bytes), password);
            List<ResultKey> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                keys.add(key(store, alias, password));
            }
            return Optional.of(new KeyRing(keys));
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                return Optional.empty();
            }
            throw new IllegalStateException("The stored key store cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The stored key store cannot be read", e);
        }
    }

    private static ResultKey key(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        if (store.getKey(alias, password) instanceof PrivateKey secret
                && store.getCertificate(alias) instanceof X509Certificate certificate) {
            return ResultKey.of(secret, certificate);
        }
        throw new KeyStoreException("An entry is no key with its certificate");
    }
}
