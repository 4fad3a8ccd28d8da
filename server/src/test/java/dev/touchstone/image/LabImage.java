package dev.touchstone.image;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.EventType;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small unified kernel, and a machine that boots it as firmware and systemd's stub do. */
public final class LabImage {

    private static final Bytes SEPARATOR = Bytes.filled(4, 0);

    private final Map<String, String> sections = new LinkedHashMap<>();

    /** An image of these contents. */
    public LabImage(String version, String kernel, String initrd) {
        sections.put(".linux", kernel);
        sections.put(".osrel", "ID=lab\nIMAGE_ID=lab-os\nIMAGE_VERSION=" + version + "\n");
        sections.put(".cmdline", "quiet");
        sections.put(".initrd", initrd);
    }

    /** The file. */
    public Bytes file() {
        PeBuilder image = PeBuilder.pe32plus();
        sections.forEach(image::section);
        return image.build();
    }

    /** Has a machine, whose firmware has measured its own already, boot it with a command line from outside. */
    public Machine bootOn(Machine machine, String passed) {
        for (int pcr = 0; pcr < 8; pcr++) {
            if (pcr == 4) {
                machine.firmware(4, "Calling EFI Application from Boot Option");
            }
            machine.firmware(pcr, EventType.EV_SEPARATOR, SEPARATOR);
        }
        machine.firmware(4, digests());
        machine.commandLine(passed);
        sections.forEach((name, content) -> {
            Bytes data = Bytes.ofUtf8(name);
            machine.firmware(11, EventType.EV_IPL, Bytes.ofUtf8(name + "\0"), data);
            machine.firmware(11, EventType.EV_IPL, Bytes.ofUtf8(content), data);
        });
        return machine;
    }

    private Map<HashAlgorithm, Bytes> digests() {
        try {
            PeImage image = PeImage.parse(file());
            return Map.of(
                    HashAlgorithm.SHA1,
                    Authenticode.measured(image, HashAlgorithm.SHA1).value(),
                    HashAlgorithm.SHA256,
                    Authenticode.measured(image, HashAlgorithm.SHA256).value());
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
