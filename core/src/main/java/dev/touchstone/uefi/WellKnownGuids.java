package dev.touchstone.uefi;

import java.util.Map;
import java.util.Optional;

/** GUIDs by the names their specifications, or those who use them, gave them. */
final class WellKnownGuids {

    static final Guid CERT_X509 = Guid.of("a5c059a1-94e4-4aa7-87b5-ab155c2bf072");
    static final Guid CERT_SHA256 = Guid.of("c1c41626-504c-4092-aca9-41f936934328");

    private static final Map<Guid, String> LABELS = Map.ofEntries(
            // Variables: UEFI §3.3, §32.6.1; shim; the Boot Loader Interface (systemd.io).
            Map.entry(UefiVariable.EFI_GLOBAL_VARIABLE, "EFI_GLOBAL_VARIABLE"),
            Map.entry(UefiVariable.EFI_IMAGE_SECURITY_DATABASE, "EFI_IMAGE_SECURITY_DATABASE"),
            Map.entry(UefiVariable.SHIM_LOCK, "SHIM_LOCK"),
            label("4a67b082-0a4c-41cf-b6c7-440b29bb8c4f", "Boot Loader Interface"),
            // Owners of signatures: Microsoft's Secure Boot key guidance.
            label("77fa9abd-0359-4d32-bd60-28f4e78f784b", "Microsoft"),
            // Types of signatures: UEFI §32.4.1.
            Map.entry(CERT_X509, "EFI_CERT_X509"),
            Map.entry(CERT_SHA256, "EFI_CERT_SHA256"),
            label("826ca512-cf10-4ac9-b187-be01496631bd", "EFI_CERT_SHA1"),
            label("ff3e5307-9fd0-48c9-85f1-8ad56c701e01", "EFI_CERT_SHA384"),
            label("093e0fae-a6c4-4f50-9f1b-d41e2b89c19a", "EFI_CERT_SHA512"),
            label("3c5766e8-269c-4e34-aa14-ed776e85b3b6", "EFI_CERT_RSA2048"),
            label("3bd2a492-96c0-4079-b420-fcf98ef103ed", "EFI_CERT_X509_SHA256"),
            label("7076876e-80c2-4ee6-aad2-28b349a6865b", "EFI_CERT_X509_SHA384"),
            label("446dbf63-2502-4cda-bcfa-2465d2b0fe9d", "EFI_CERT_X509_SHA512"),
            // Types of partitions: UEFI §5.3.3; UAPI.2 Discoverable Partitions; Microsoft's own.
            label("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "EFI system partition"),
            label("bc13c2ff-59e6-4262-a352-b275fd6f7172", "extended boot loader partition"),
            label("4f68bce3-e8cd-4db1-96e7-fbcaf984b709", "Linux root (x86-64)"),
            label("44479540-f297-41b2-9af7-d131d5f0458a", "Linux root (x86)"),
            label("b921b045-1df0-41c3-af44-4c6f280d3fae", "Linux root (ARM64)"),
            label("69dad710-2ce4-4e3c-b16c-21a1d49abed3", "Linux root (ARM)"),
            label("72ec70a6-cf74-40e6-bd49-4bda08e8f224", "Linux root (RISC-V 64)"),
            label("8484680c-9521-48c6-9c11-b0720656f69e", "Linux /usr (x86-64)"),
            label("b0e01050-ee5f-4390-949a-9101b17104e9", "Linux /usr (ARM64)"),
            label("2c7357ed-ebd2-46d9-aec1-23d437ec2bf5", "Linux root verity (x86-64)"),
            label("df3300ce-d69f-4c92-978c-9bfb0f38d820", "Linux root verity (ARM64)"),
            label("77ff5f63-e7b6-4633-acf4-1565b864c0e6", "Linux /usr verity (x86-64)"),
            label("6e11a4e7-fbca-4ded-b9e9-e1a512bb664e", "Linux /usr verity (ARM64)"),
            label("41092b05-9fc8-4523-994f-2def0408b176", "Linux root verity signature (x86-64)"),
            label("6db69de6-29f4-4758-a7a5-962190f00ce3", "Linux root verity signature (ARM64)"),
            label("e7bb33fb-06cf-4e81-8273-e543b413e2e2", "Linux /usr verity signature (x86-64)"),
            label("c23ce4ff-44bd-4b00-b2d4-b41b3419e02a", "Linux /usr verity signature (ARM64)"),
            label("933ac7e1-2eb4-4f13-b844-0e14e2aef915", "Linux /home"),
            label("3b8f8425-20e0-4f3b-907f-1a25a76f98e8", "Linux /srv"),
            label("4d21b016-b534-45c2-a9fb-5c16e091fd2d", "Linux /var"),
            label("7ec6f557-3bc5-4aca-b293-16ef5df639d1", "Linux /var/tmp"),
            label("0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", "Linux swap"),
            label("0fc63daf-8483-4772-8e79-3d69d8477de4", "Linux data"),
            label("e6d6d379-f507-44c2-a23c-238f2a3df928", "Linux LVM"),
            label("a19d880f-05fc-4d3b-a006-743f0f84911e", "Linux RAID"),
            label("ca7d7ccb-63ed-4c53-861c-1742536059cc", "Linux LUKS"),
            label("fe3a2a5d-4f32-41a7-b725-accc3285a309", "ChromeOS kernel"),
            label("3cb8e202-3b7e-47dd-8a3c-7ff2a13cfcec", "ChromeOS root"),
            label("21686148-6449-6e6f-744e-656564454649", "BIOS boot partition"),
            label("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7", "Microsoft basic data"),
            label("e3c9e316-0b5c-4db8-817d-f92df00215ae", "Microsoft reserved"),
            label("de94bba4-06d1-4d40-a16a-bfd50179d6ac", "Windows recovery"),
            // Configuration tables: UEFI §4.6.
            label("8868e871-e4f1-11d3-bc22-0080c73c8881", "ACPI 2.0 table"),
            label("eb9d2d30-2d88-11d3-9a16-0090273fc14d", "ACPI 1.0 table"),
            label("eb9d2d31-2d88-11d3-9a16-0090273fc14d", "SMBIOS table"),
            label("f2fd1544-9794-4a2c-992e-e5bbcf20e394", "SMBIOS 3 table"),
            label("eb9d2d32-2d88-11d3-9a16-0090273fc14d", "SAL system table"),
            label("eb9d2d2f-2d88-11d3-9a16-0090273fc14d", "MPS table"),
            label("b1b621d5-f19c-41a5-830b-d9152c69aae0", "device tree"),
            label("b122a263-3661-4f68-9929-78f8b0d62180", "EFI system resource table"));

    private WellKnownGuids() {}

    static Optional<String> label(Guid guid) {
        return Optional.ofNullable(LABELS.get(guid));
    }

    private static Map.Entry<Guid, String> label(String guid, String label) {
        return Map.entry(Guid.of(guid), label);
    }
}
