package dev.touchstone.server.result;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The P-256 keys that sign results, shared by every replica through the database. */
@Component
class SigningKeys {

    private final JdbcClient jdbc;
    private final Clock clock;

    SigningKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest key in force, made if there is none; the lock keeps two replicas from each making one. */
    @Transactional
    public ECKey current() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.result-signing'))")
                .query(_ -> {});
        return newest().orElseGet(this::create);
    }

    /** The public halves of all keys whose results may still be in force. */
    JWKSet published() {
        return new JWKSet(jdbc.sql("""
                select public_jwk::text from server_key where purpose = 'result-signing'
                and (retires_at is null or retires_at > :now) order by created_at desc""")
                .param("now", now())
                .query((rows, _) -> parse(rows.getString(1)).toPublicJWK())
                .list());
    }

    private Optional<ECKey> newest() {
        return jdbc.sql("""
                select public_jwk::text, material from server_key where purpose = 'result-signing'
                and retires_at is null order by created_at desc limit 1""")
                .query((rows, _) -> withPrivate(parse(rows.getString(1)).toECKey(), rows.getBytes(2)))
                .optional();
    }

    private ECKey create() {
        ECKey key = generate();
        jdbc.sql("""
                insert into server_key (kid, purpose, material, public_jwk, created_at)
                values (:kid, 'result-signing', :material, :jwk::jsonb, :now)""")
                .param("kid", key.getKeyID())
                .param("material", privateOf(key).getEncoded())
                .param("jwk", key.toPublicJWK().toJSONString())
                .param("now", now())
                .update();
        return key;
    }

    private static ECKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                    .privateKey((ECPrivateKey) pair.getPrivate())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint() // RFC 7638
                    .build();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("No P-256 key can be made here", e);
        }
    }

    private static ECKey withPrivate(ECKey key, byte[] pkcs8) {
        try {
            var secret = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new ECKey.Builder(key).privateKey(secret).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The stored signing key is not readable", e);
        }
    }

    private static ECPrivateKey privateOf(ECKey key) {
        try {
            return key.toECPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException("A key just made has no private half", e);
        }
    }

    private static JWK parse(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("The stored public key is not readable", e);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
