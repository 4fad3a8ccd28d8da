package dev.touchstone.server.reference;

import java.util.List;

/** A component on the wire. */
public record ComponentView(int number, String name, List<VariantView> variants) {}
