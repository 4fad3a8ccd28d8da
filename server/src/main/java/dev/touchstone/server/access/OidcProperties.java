package dev.touchstone.server.access;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID provider by which people sign in, if there is one.
 *
 * @param issuer its URL; empty for none
 * @param clientId what it knows this server by
 * @param clientSecret what this server proves that with
 * @param scopes what is asked for
 * @param nameClaim the claim that a person's name here is made from, once
 * @param roleClaim the claim with groups or roles, a text or a list
 * @param roles which of them is which role here; whoever has none does not get in
 */
@ConfigurationProperties("touchstone.oidc")
record OidcProperties(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue({"openid", "profile"}) List<String> scopes,
        @DefaultValue("preferred_username") String nameClaim,
        @DefaultValue("groups") String roleClaim,
        @DefaultValue Map<String, Role> roles) {

    OidcProperties {
        scopes = List.copyOf(scopes);
        roles = Map.copyOf(roles);
    }

    boolean isSet() {
        return !issuer.isBlank();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return issuer;
    }
}
