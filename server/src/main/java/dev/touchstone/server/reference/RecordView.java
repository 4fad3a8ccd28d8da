package dev.touchstone.server.reference;

import java.util.Map;

/**
 * A golden record on the wire.
 *
 * @param digests hex by bank
 * @param text what it is, in words
 */
record RecordView(int pcr, Map<String, String> digests, String text) {}
