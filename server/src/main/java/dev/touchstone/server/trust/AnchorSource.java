package dev.touchstone.server.trust;

/** Where the certificates trusted at this moment come from. */
@FunctionalInterface
interface AnchorSource {

    AnchorSet current();
}
