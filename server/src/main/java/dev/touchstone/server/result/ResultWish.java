package dev.touchstone.server.result;

import java.util.List;
import java.util.Optional;

/**
 * What a relying party wants in a result besides what there is to say.
 *
 * @param nonce as it was given, to be found again in {@code eat_nonce}
 * @param audience for whom it is
 */
record ResultWish(Optional<String> nonce, List<String> audience) {

    ResultWish {
        audience = List.copyOf(audience);
    }
}
