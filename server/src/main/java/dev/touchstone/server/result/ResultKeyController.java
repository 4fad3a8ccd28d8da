package dev.touchstone.server.result;

import dev.touchstone.server.access.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/result-keys}: the keys that sign results, never their private halves. */
@RestController
@RequestMapping("/api/v1/result-keys")
class ResultKeyController {

    private final ResultKeys keys;
    private final KeyRotation rotation;

    ResultKeyController(ResultKeys keys, KeyRotation rotation) {
        this.keys = keys;
        this.rotation = rotation;
    }

    /** The keys there are, by when they sign. */
    record Page(List<KeyView> keys) {}

    /**
     * How to rotate.
     *
     * @param now whether the keys there are were compromised: they are withdrawn at once, with all they signed
     */
    record RotationRequest(@Nullable Boolean now) {}

    @GetMapping
    Page list() {
        return new Page(keys.views());
    }

    @PostMapping("/rotation")
    Page rotate(@RequestBody RotationRequest request, @AuthenticationPrincipal Caller caller) {
        if (Boolean.TRUE.equals(request.now())) {
            rotation.replace(caller.name());
        } else {
            rotation.rotate(caller.name());
        }
        keys.refresh();
        return new Page(keys.views());
    }
}
