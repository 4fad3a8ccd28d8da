package dev.touchstone.reference;

import java.util.List;

/**
 * A component where it stands in a merge.
 *
 * @param component its number, its name and all its variants
 * @param owner the set that owns it
 * @param choices its variants, those of newer versions first
 */
record Place(Component component, Bundles owner, List<Choice> choices) {

    String id() {
        return component.id();
    }
}
