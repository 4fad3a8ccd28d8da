package dev.touchstone.server.reference;

/**
 * What is golden changed: published in the transaction in which it does, by whoever approves, retires or otherwise
 * changes what hosts are judged by. The fleet's stored evidence is then appraised again.
 *
 * @param what changed, such as {@code fleet-a@3 approved}
 * @param by who did it
 */
public record GoldenChanged(String what, String by) {}
