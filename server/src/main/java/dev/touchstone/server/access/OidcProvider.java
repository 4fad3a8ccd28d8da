package dev.touchstone.server.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * What the provider says of itself (OpenID Connect Discovery 1.0 §4), asked when somebody first wants to sign in: a
 * provider that is away must not keep this server from starting, nor people with passwords from signing in.
 */
final class OidcProvider implements ClientRegistrationRepository {

    /** There is one provider, and it is called this in paths. */
    static final String ID = "sso";

    private final OidcProperties settings;
    private volatile @Nullable ClientRegistration known;

    OidcProvider(OidcProperties settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
        return registrationId.equals(ID) ? registration() : null;
    }

    private ClientRegistration registration() {
        ClientRegistration found = known;
        if (found == null) {
            found = ClientRegistrations.fromIssuerLocation(settings.issuer())
                    .registrationId(ID)
                    .clientId(settings.clientId())
                    .clientSecret(settings.clientSecret())
                    .scope(settings.scopes())
                    .redirectUri("{baseUrl}" + OidcSignIn.CALLBACK)
                    .build();
            known = found;
        }
        return found;
    }
}
