/**
 * Who connects to what was attested: the client-certificate keys and addresses registered for hosts, by the hosts
 * themselves through their AK or by operators.
 *
 * <p>Not for: deciding what a host may do.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.binding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
