package dev.touchstone.server.binding;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.SourceAddress;
import dev.touchstone.server.access.SourceRate;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/hosts/{id}/client-keys}: a certified key authenticates itself; the rest is for operators. */
@RestController
@RequestMapping("/api/v1/hosts/{id}/client-keys")
class ClientKeyController {

    private final CertificationIntake intake;
    private final InventoryKeys inventory;
    private final ClientKeyRegistry registry;
    private final ClientKeyRows rows;
    private final Hosts hosts;
    private final SourceRate rate;

    ClientKeyController(
            CertificationIntake intake,
            InventoryKeys inventory,
            ClientKeyRegistry registry,
            ClientKeyRows rows,
            Hosts hosts,
            SourceRate rate) {
        this.intake = intake;
        this.inventory = inventory;
        this.registry = registry;
        this.rows = rows;
        this.hosts = hosts;
        this.rate = rate;
    }

    /**
     * A certified key, registered.
     *
     * @param host the name its host was granted, for the certificate's subject
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Certified(
            HexBytes keyIdentifier,
            HexBytes spkiSha256,
            @Nullable String host) {}

    /** A certificate or a public key, PEM or DER in base64. */
    record Presented(String key) {}

    /** The keys of a host, the oldest first. */
    record Page(List<ClientKeyView> keys) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Certified certify(@PathVariable UUID id, @RequestBody CertificationRequest request, HttpServletRequest http) {
        SourceAddress source = SourceAddress.of(http);
        CertificationIntake.Taken taken = intake.submit(id, request, source.toString());
        rate.giveBack(source);
        return new Certified(
                new HexBytes(taken.key().keyIdentifier()),
                new HexBytes(taken.key().spkiSha256()),
                taken.hostName().orElse(null));
    }

    @PutMapping
    ClientKeyView put(@PathVariable UUID id, @RequestBody Presented presented, @AuthenticationPrincipal Caller caller) {
        return ClientKeyView.of(inventory.put(id, ClientKeyEntry.presented(presented.key()), caller.name()));
    }

    @GetMapping
    Page list(@PathVariable UUID id) {
        HostRecord host = hosts.find(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        return new Page(rows.of(host.id()).stream().map(ClientKeyView::of).toList());
    }

    @DeleteMapping("/{spkiSha256}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, @PathVariable String spkiSha256, @AuthenticationPrincipal Caller caller) {
        registry.remove(id, digest(spkiSha256), caller.name());
    }

    private static Bytes digest(String hex) {
        try {
            return Bytes.ofHex(hex);
        } catch (IllegalArgumentException _) {
            throw Refusal.notFound("A client key is named by the SHA-256 of its SubjectPublicKeyInfo in hex.");
        }
    }
}
