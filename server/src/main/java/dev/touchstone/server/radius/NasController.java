package dev.touchstone.server.radius;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.problem.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/radius/nas}: the NAS whose sessions can be ended from here. */
@RestController
@RequestMapping("/api/v1/radius/nas")
class NasController {

    private static final int DEFAULT_PORT = 3799;
    private static final java.util.regex.Pattern NAME =
            java.util.regex.Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

    /** The JDK also reads 10.1 as 10.0.0.1, and a name is looked up by nobody. */
    private static final java.util.regex.Pattern LITERAL =
            java.util.regex.Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final NasServers servers;

    NasController(NasServers servers) {
        this.servers = servers;
    }

    /**
     * A NAS.
     *
     * @param address an address literal
     * @param port of Dynamic Authorization; 3799 if absent
     * @param secret shared with it, 16 to 128 printable characters; absent to keep the one it has
     * @param quarantineVlan where to move sessions of hosts no longer trusted; absent to end them
     */
    record NasRequest(
            String address,
            @Min(1) @Max(65535) @Nullable Integer port,

            @Pattern(regexp = "[!-~]{16,128}") @Nullable String secret,

            @Pattern(regexp = "[A-Za-z0-9._-]{1,32}") @Nullable
            String quarantineVlan) {

        /** Never the secret. */
        @Override
        public String toString() {
            return address;
        }
    }

    /** All of them. */
    record NasList(List<NasView> nas) {}

    @GetMapping
    NasList listNas() {
        return new NasList(servers.list().stream().map(NasView::of).toList());
    }

    @PutMapping("/{name}")
    NasView putNas(
            @PathVariable String name, @Valid @RequestBody NasRequest request, @AuthenticationPrincipal Caller caller) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(400, "nas-invalid", "A NAS has a name of lower-case letters, digits, dots and hyphens.");
        }
        NasServers.Wanted wanted = new NasServers.Wanted(
                name,
                address(request.address()),
                Optional.ofNullable(request.port()).orElse(DEFAULT_PORT),
                Optional.ofNullable(request.secret()).map(Bytes::ofUtf8),
                Optional.ofNullable(request.quarantineVlan()));
        return NasView.of(servers.put(wanted, caller.name()));
    }

    private static InetAddress address(String text) {
        try {
            if (LITERAL.matcher(text).matches()) {
                InetAddress address = InetAddress.ofLiteral(text);
                if (!address.isMulticastAddress() && !address.isAnyLocalAddress()) {
                    return address;
                }
            }
        } catch (IllegalArgumentException _) {
            // told below, in our words
        }
        throw new Refusal(400, "nas-invalid", "address is the address of one machine, such as 192.0.2.10.");
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteNas(@PathVariable String name, @AuthenticationPrincipal Caller caller) {
        servers.delete(name, caller.name());
    }
}
