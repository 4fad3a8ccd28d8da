package dev.touchstone.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CryptoProvidersTest {

    private static final String ACCP = "AmazonCorrettoCryptoProvider";

    @AfterEach
    void restore() {
        Security.removeProvider("BC");
        CryptoProviders.install();
    }

    @Test
    void aws_lc_comes_before_the_jdks_own() {
        CryptoProviders.install();
        CryptoProviders.install();
        assertThat(Security.getProviders()[0].getName()).isEqualTo(ACCP);
        assertThat(Security.getProvider("BC")).isNull();
    }

    @Test
    void where_it_has_no_build_bouncy_castle_comes_after_the_jdks_own() {
        CryptoProviders.install("no.such.Provider");
        assertThat(Security.getProvider(ACCP)).isNull();
        assertThat(List.of(Security.getProviders()).getLast().getName()).isEqualTo("BC");
    }

    @Test
    void a_provider_that_is_not_healthy_is_not_used() {
        CryptoProviders.install(Broken.class.getName());
        assertThat(Security.getProvider("BC")).isNotNull();
    }

    /** Has the shape of ACCP where its native library does not load. */
    public static final class Broken extends java.security.Provider {

        public static final Broken INSTANCE = new Broken();

        public Broken() {
            super("Broken", "1", "");
        }

        public void assertHealthy() {
            if (getServices().isEmpty()) {
                throw new IllegalStateException("no native library");
            }
        }
    }
}
