package dev.touchstone.server.binding;

import dev.touchstone.server.access.Caller;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/hosts/{id}/addresses}. */
@RestController
@RequestMapping("/api/v1/hosts/{id}/addresses")
class AddressController {

    private final AddressRegistry registry;

    AddressController(AddressRegistry registry) {
        this.registry = registry;
    }

    /** The addresses of a host. */
    record Page(List<HostAddress> addresses) {}

    @GetMapping
    Page list(@PathVariable UUID id) {
        return new Page(registry.of(id));
    }

    @PutMapping("/{mac}")
    HostAddress put(@PathVariable UUID id, @PathVariable String mac, @AuthenticationPrincipal Caller caller) {
        return registry.put(id, MacAddress.require(mac), caller.name());
    }

    @DeleteMapping("/{mac}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, @PathVariable String mac, @AuthenticationPrincipal Caller caller) {
        registry.remove(id, MacAddress.require(mac), caller.name());
    }
}
