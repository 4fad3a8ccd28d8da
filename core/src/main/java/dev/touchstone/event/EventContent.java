package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Printable;
import dev.touchstone.uefi.FirmwareBlob;
import dev.touchstone.uefi.HandoffTables;
import dev.touchstone.uefi.ImageLoad;
import dev.touchstone.uefi.NoAction;
import dev.touchstone.uefi.PartitionTable;
import dev.touchstone.uefi.Spdm;
import dev.touchstone.uefi.UefiVariable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data of an event, decoded by the type it claims (PC Client PFP §10.4.1). Strings are as logged: {@link #words}
 * alone is fit to be shown.
 */
public sealed interface EventContent {

    /** What happened, printable and of bounded length. */
    String words();

    /** EV_S_CRTM_VERSION: a string, or a GUID. */
    record CrtmVersion(String version) implements EventContent {
        @Override
        public String words() {
            return "S-CRTM version " + EventString.quote(version);
        }
    }

    /** EV_S_CRTM_CONTENTS and EV_EFI_HCRTM_EVENT: code run before, or to start, the firmware. */
    record Crtm(boolean hardware, String description) implements EventContent {
        @Override
        public String words() {
            return (hardware ? "H-CRTM " : "S-CRTM contents ") + EventString.quote(description);
        }
    }

    /** EV_EFI_PLATFORM_FIRMWARE_BLOB and its second form; EV_POST_CODE where it points to memory. */
    record FirmwareVolume(FirmwareBlob blob) implements EventContent {
        @Override
        public String words() {
            String name = blob.description()
                    .map(d -> " " + EventString.quote(d) + ",")
                    .orElse("");
            return "firmware volume%s %d bytes at 0x%x".formatted(name, blob.length(), blob.base());
        }
    }

    /** EV_POST_CODE and EV_POST_CODE2 by name. */
    record PostCode(String description) implements EventContent {
        @Override
        public String words() {
            return "POST code " + EventString.quote(description);
        }
    }

    /** EV_EFI_HANDOFF_TABLES, its second form, and EV_TABLE_OF_DEVICES. */
    record Handoff(HandoffTables tables) implements EventContent {
        @Override
        public String words() {
            return HandoffWords.of(tables);
        }
    }

    /** EV_SEPARATOR, by its digest where that is one of the three. */
    record Separator(Ending ending, Bytes data) implements EventContent {

        /** What a separator says. */
        public enum Ending {
            /** 00000000 or FFFFFFFF: a stage ended. */
            NORMAL,
            /** 00000001: a stage ended because of an error. */
            ERROR,
            /** None of those; Windows writes "WBCL" in registers of its own. */
            OTHER
        }

        @Override
        public String words() {
            return switch (ending) {
                case NORMAL -> "separator";
                case ERROR -> "error separator";
                case OTHER -> "separator " + EventString.quoted(data);
            };
        }
    }

    /** EV_ACTION, EV_EFI_ACTION, EV_OMIT_BOOT_DEVICE_EVENTS. */
    record Action(String action) implements EventContent {
        @Override
        public String words() {
            return "action " + EventString.quote(action);
        }
    }

    /** EV_EFI_BOOT_SERVICES_APPLICATION, …_DRIVER and EV_EFI_RUNTIME_SERVICES_DRIVER. */
    record Image(Role role, ImageLoad load) implements EventContent {

        /** The image's subsystem. */
        public enum Role {
            APPLICATION("EFI application"),
            BOOT_DRIVER("EFI boot driver"),
            RUNTIME_DRIVER("EFI runtime driver");

            private final String words;

            Role(String words) {
                this.words = words;
            }
        }

        @Override
        public String words() {
            return ImageWords.of(role.words, load);
        }
    }

    /** EV_EFI_VARIABLE_DRIVER_CONFIG and EV_EFI_VARIABLE_BOOT2; EV_EFI_VARIABLE_BOOT of older firmware. */
    record Variable(UefiVariable variable, VariableValue value) implements EventContent {
        @Override
        public String words() {
            return "UEFI variable " + Printable.word(variable.name()) + value.words();
        }
    }

    /** EV_EFI_VARIABLE_BOOT where the content alone was hashed: which variable it is of is only said. */
    record BootVariable(UefiVariable variable, VariableValue value) implements EventContent {
        @Override
        public String words() {
            return "boot variable" + value.words() + ", logged as " + Printable.word(variable.name());
        }
    }

    /** EV_EFI_VARIABLE_AUTHORITY: what allowed an image to run. */
    record Authority(UefiVariable variable, AuthorityValue value) implements EventContent {
        @Override
        public String words() {
            return "authority " + Printable.word(variable.name()) + value.words();
        }
    }

    /** EV_EFI_GPT_EVENT and its second form. */
    record Partitions(PartitionTable table) implements EventContent {
        @Override
        public String words() {
            return "partition table of disk " + table.disk() + ", " + Count.of(table.partitions(), "partition");
        }
    }

    /** GRUB's EV_IPL in PCR 8. */
    record GrubCommand(Prefix prefix, String text) implements EventContent {

        /** The prefix of the logged string. */
        public enum Prefix {
            COMMAND("grub_cmd: ", "grub_cmd ", "GRUB command "),
            KERNEL("kernel_cmdline: ", "grub_kernel_cmdline ", "kernel command line "),
            MODULE("module_cmdline: ", "", "GRUB module command line "),
            OTHER("", "", "GRUB ");

            private final String logged;
            private final String older;
            private final String words;

            Prefix(String logged, String older, String words) {
                this.logged = logged;
                this.older = older;
                this.words = words;
            }

            /** As GRUB writes it, and as Red Hat's did before that. */
            List<String> logged() {
                return Stream.of(logged, older).filter(p -> !p.isEmpty()).toList();
            }
        }

        @Override
        public String words() {
            return prefix.words + EventString.quote(text);
        }
    }

    /** EV_IPL in PCR 9: a file GRUB read. */
    record LoadedFile(String path) implements EventContent {
        @Override
        public String words() {
            return "file " + EventString.quote(path);
        }
    }

    /**
     * systemd-stub's EV_IPL in PCR 11: a section of a unified kernel image.
     *
     * @param named whether the name was measured, or what the section holds
     */
    record UkiSection(String name, boolean named) implements EventContent {
        @Override
        public String words() {
            return "UKI section " + Printable.word(name) + (named ? ", its name" : ", its content");
        }
    }

    /** EV_IPL in PCR 12 whose digest is of the string: systemd-boot's and systemd-stub's command line. */
    record LoaderCommandLine(String line) implements EventContent {
        @Override
        public String words() {
            return "kernel command line " + EventString.quote(line);
        }
    }

    /** systemd-stub's EV_IPL in PCR 12 and 13 for archives it makes: credentials, extensions, configuration. */
    record GeneratedInitrd(String description) implements EventContent {
        @Override
        public String words() {
            return EventString.quote(description);
        }
    }

    /** shim's EV_IPL in PCR 14. */
    record ShimVariable(String name) implements EventContent {
        @Override
        public String words() {
            return "shim variable " + Printable.word(name);
        }
    }

    /** Any other EV_IPL or EV_COMPACT_HASH. */
    record LoaderText(String text) implements EventContent {
        @Override
        public String words() {
            return "boot loader " + EventString.quote(text);
        }
    }

    /** EV_EVENT_TAG. */
    record Tagged(Tag tag, long id, String description) implements EventContent {
        @Override
        public String words() {
            return tag == Tag.OTHER
                    ? "tagged event 0x%08x %s".formatted(id, EventString.quote(description))
                    : tag.words(description);
        }
    }

    /** EV_EFI_SPDM_FIRMWARE_BLOB and the other three: a device measured over SPDM. */
    record Device(String what, Optional<Spdm> spdm) implements EventContent {
        @Override
        public String words() {
            return what
                    + spdm.map(s -> " of " + EventString.quote(s.toString())).orElse("");
        }
    }

    /** EV_CPU_MICROCODE, EV_PLATFORM_CONFIG_FLAGS, EV_NONHOST_* and others whose data is the maker's own. */
    record Platform(String what, Bytes data) implements EventContent {
        @Override
        public String words() {
            return what + " " + EventString.shown(data);
        }
    }

    /** EV_NO_ACTION. */
    record Information(NoAction note) implements EventContent {
        @Override
        public String words() {
            return NoActionWords.of(note);
        }
    }

    /** Data that is not what the type says. */
    record Unreadable(String what, String why) implements EventContent {
        @Override
        public String words() {
            return what + " that cannot be read";
        }
    }

    /** A type not known here. */
    record Unknown(long type) implements EventContent {
        @Override
        public String words() {
            return "event of unknown type 0x%08x".formatted(type);
        }
    }
}
