/**
 * Answers a proxy that asks by a request of its own whether to pass one on: nginx {@code auth_request}, Envoy
 * {@code ext_authz} over HTTP, Traefik {@code forwardAuth}.
 *
 * <p>Not for: deciding. Nor for clients: what its headers say of a client is as true as the proxy that set them.
 */
@NullMarked
package dev.touchstone.server.admission.subrequest;

import org.jspecify.annotations.NullMarked;
