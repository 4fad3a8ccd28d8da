/**
 * The two files that others need of a client key: a PKCS #10 request for any CA, and the key as OpenSSL's tpm2 provider
 * takes it. DER is written here, and none is read.
 *
 * <p>Not for: certificates. A CA issues them, and whoever is connected to checks them.
 */
@NullMarked
package dev.touchstone.agent.certificate;

import org.jspecify.annotations.NullMarked;
