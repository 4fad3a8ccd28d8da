package dev.touchstone.agent.command;

import dev.touchstone.agent.certificate.CertificateRequest;
import dev.touchstone.agent.certificate.OpensslKey;
import dev.touchstone.agent.config.AgentState;
import dev.touchstone.agent.config.Enrolment;
import dev.touchstone.agent.config.StateException;
import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.ClientKey;
import dev.touchstone.agent.tpm.ClientKeyType;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.transport.Challenge;
import dev.touchstone.agent.transport.ClientKeyRegistration.Registered;
import dev.touchstone.agent.transport.ExchangeException;
import dev.touchstone.agent.transport.TouchstoneClient;
import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key for TLS in the TPM, has the server know it as this host's, and asks for a certificate of it. */
@Command(
        name = "client-key",
        description =
                "Make a key in the TPM for a client certificate, register it as this host's, and write a certificate"
                        + " request. Doing it again is safe: the same key is used.",
        mixinStandardHelpOptions = true)
final class ClientKeyCommand implements Callable<Integer> {

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "What key to make, if one is made: ecc (P-256) or rsa (2048) (default: ecc).")
    @Nullable
    ClientKeyType type;

    @Option(names = "--new", description = "Make another key in place of the one there is.")
    boolean renew;

    @Option(
            names = "--persist",
            paramLabel = "HANDLE",
            converter = PersistentHandleConverter.class,
            description = "Also keep the key in the TPM, at a handle such as 0x81000100.")
    @Nullable
    Integer persistent;

    private final Messages messages;

    ClientKeyCommand(Messages messages) {
        this.messages = messages;
    }

    @Override
    public Integer call()
            throws StateException, TpmDeviceException, ExchangeException, IOException, InterruptedException {
        AgentState state = common.openState();
        Enrolment enrolment = CommonOptions.enrolled(state);
        KeyBlobs attestationKey = state.attestationKey()
                .orElseThrow(() -> new StateException(
                        "the attestation key is gone from " + state + ": run 'touchstone-agent enroll' again"));
        try (TpmDevice tpm = common.openTpm();
                TouchstoneClient client = common.connect(enrolment)) {
            KeyBlobs blobs = blobs(state, tpm);
            try (ClientKey key = tpm.loadClientKey(blobs)) {
                Registered registered;
                try (AttestationKey ak = tpm.load(enrolment.ek(), attestationKey)) {
                    registered = register(tpm, client, enrolment, key, ak);
                }
                if (persistent != null) {
                    key.persist(persistent);
                }
                report(state, blobs, key, registered);
            }
        }
        return ExitCode.OK;
    }

    /** The key this host has, if its TPM still takes it; else a new one, kept before anyone hears of it. */
    private KeyBlobs blobs(AgentState state, TpmDevice tpm) throws StateException, TpmDeviceException {
        Optional<KeyBlobs> kept = renew ? Optional.empty() : state.clientKey();
        if (kept.isPresent()) {
            if (type != null) {
                messages.info("this host has a client key: --type counts with --new, which makes another");
            }
            try (ClientKey _ = tpm.loadClientKey(kept.get())) {
                return kept.get();
            } catch (TpmDeviceException e) {
                if (e.kind() != TpmDeviceException.Kind.KEY_LOST) {
                    throw e;
                }
                messages.warning(
                        "the TPM was cleared or replaced: making a new client key, which needs a new certificate");
            }
        }
        KeyBlobs made = tpm.createClientKey(type == null ? ClientKeyType.ECC : type);
        state.clientKey(made);
        return made;
    }

    private static Registered register(
            TpmDevice tpm, TouchstoneClient client, Enrolment enrolment, ClientKey key, AttestationKey ak)
            throws TpmDeviceException, ExchangeException, InterruptedException {
        Challenge challenge = client.challenge(enrolment.hostId(), tpm.banks());
        return client.register(enrolment.hostId(), challenge, key.publicArea(), key.certify(ak, challenge.nonce()));
    }

    private void report(AgentState state, KeyBlobs blobs, ClientKey key, Registered registered)
            throws StateException, TpmDeviceException {
        System.out.println("spki-sha256     " + registered.spkiSha256());
        System.out.println("key-identifier  " + registered.keyIdentifier());
        Bytes pem = Bytes.ofUtf8(OpensslKey.pem(blobs));
        System.out.println("private-key     " + state.export("client-key.pem", pem));
        System.out.println("for-wpa         " + state.export("client-key.der", OpensslKey.der(blobs)));
        if (registered.host().isEmpty()) {
            messages.warning("this host was granted no name, so there is none to ask a certificate for");
            return;
        }
        Bytes request =
                Bytes.ofUtf8(CertificateRequest.pem(key, registered.host().get()));
        System.out.println("request         " + state.export("client-key.csr", request));
    }
}
