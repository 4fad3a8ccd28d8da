package dev.touchstone.agent.command;

import dev.touchstone.agent.config.AgentState;
import dev.touchstone.agent.config.Enrolment;
import dev.touchstone.agent.config.StateException;
import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.EndorsementKey;
import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.transport.Enrollment;
import dev.touchstone.agent.transport.ExchangeException;
import dev.touchstone.agent.transport.ServerAddress;
import dev.touchstone.agent.transport.TouchstoneClient;
import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Introduces this host to a server: its endorsement key, and an attestation key proved to lie in the same TPM. */
@Command(
        name = "enroll",
        description = "Enrol this host. Doing it again is safe: the same key is used.",
        mixinStandardHelpOptions = true)
final class EnrollCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    TokenOptions tokens = new TokenOptions();

    @Option(names = "--host", paramLabel = "NAME", description = "The name to claim (default: the host name).")
    @Nullable
    String host;

    @Option(names = "--label", paramLabel = "K=V", description = "A label to claim; shown, not trusted. Repeatable.")
    Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--ek",
            paramLabel = "TYPE",
            description = "Endorsement key: rsa or ecc (default: the one enrolled with, else rsa).")
    @Nullable
    EndorsementKeyType ek;

    private final Messages messages;

    EnrollCommand(Messages messages) {
        this.messages = messages;
    }

    @Override
    public Integer call()
            throws StateException, TpmDeviceException, ExchangeException, IOException, InterruptedException {
        AgentState state = common.openState();
        Optional<Enrolment> before = state.enrolment();
        ServerAddress server = server(before);
        Optional<Path> trusted = trusted(before);
        Optional<String> token = tokens.token(System.in, System.getenv());
        EndorsementKeyType type = ek != null ? ek : before.map(Enrolment::ek).orElse(EndorsementKeyType.RSA);
        try (TpmDevice tpm = common.openTpm();
                TouchstoneClient client = common.connect(server, trusted)) {
            EndorsementKey endorsement = tpm.endorsementKey(type);
            if (endorsement.certificates().isEmpty()) {
                messages.warning("this TPM holds no certificate for its " + type + " endorsement key;"
                        + " the server admits it only if its key is pinned there");
            }
            KeyBlobs blobs = attestationKey(state, tpm, type, before);
            String name = host != null ? host : HostFacts.hostName();
            Enrollment.Activated activated;
            try (AttestationKey key = tpm.load(type, blobs)) {
                Enrollment.Credential credential = client.enroll(
                        Enrollment.Request.of(name, endorsement, blobs.publicArea(), token.orElse(null), labels));
                Bytes secret = key.activate(credential.credential(), credential.encryptedSecret());
                activated = client.activate(credential.enrollment(), secret);
            }
            state.enrolment(new Enrolment(
                    activated.hostId(),
                    server.toString(),
                    trusted.map(Path::toString).orElse(null),
                    type,
                    endorsement.name().toHex(),
                    blobs.name().toHex(),
                    activated.state(),
                    Instant.now()));
            report(activated, name);
        }
        return ExitCode.OK;
    }

    /** The key this host has, if its TPM still takes it; else a new one, kept before anyone hears of it. */
    private KeyBlobs attestationKey(
            AgentState state, TpmDevice tpm, EndorsementKeyType type, Optional<Enrolment> before)
            throws StateException, TpmDeviceException {
        Optional<KeyBlobs> kept = state.attestationKey();
        boolean sameParent = before.map(Enrolment::ek).map(type::equals).orElse(true);
        if (kept.isPresent() && sameParent) {
            try (AttestationKey _ = tpm.load(type, kept.get())) {
                return kept.get();
            } catch (TpmDeviceException e) {
                if (e.kind() != TpmDeviceException.Kind.KEY_LOST) {
                    throw e;
                }
                messages.warning("the TPM was cleared or replaced, or the key lies under the other endorsement key:"
                        + " making a new attestation key");
            }
        }
        KeyBlobs made = tpm.createAttestationKey(type);
        state.attestationKey(made);
        return made;
    }

    private ServerAddress server(Optional<Enrolment> before) {
        if (common.server != null) {
            return common.server;
        }
        return before.map(Enrolment::server)
                .map(ServerAddress::parse)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--server is needed"));
    }

    private Optional<Path> trusted(Optional<Enrolment> before) {
        if (common.ca != null) {
            return Optional.of(common.ca.toAbsolutePath());
        }
        // A file named for one server says nothing about another.
        ServerAddress given = common.server;
        return before.filter(e -> given == null || e.server().equals(given.toString()))
                .map(Enrolment::ca)
                .map(Path::of);
    }

    private void report(Enrollment.Activated activated, String name) {
        System.out.println(activated.hostId() + " " + activated.state());
        if (activated.state().equals("AWAITING_APPROVAL")) {
            messages.info("'" + name + "' now waits for an operator's approval");
        }
    }
}
