package dev.touchstone.image;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the headers of a PE file say (Microsoft PE Format, <i>File Headers</i>), in file order. Offsets are in bytes
 * from the file's first.
 *
 * @param checksum where the CheckSum field lies
 * @param size SizeOfHeaders: headers, section table and padding
 * @param certificateEntry where the data directory's entry for the certificate table lies, and what it says
 * @param tableEnd end of the section table
 * @param sections in the table's order
 */
record PeHeaders(int checksum, long size, CertificateEntry certificateEntry, int tableEnd, List<Section> sections) {

    static final int MAX_SECTIONS = 96; // as the Windows and systemd loaders have it

    private static final int DOS_MAGIC = 0x5a4d;
    private static final int DOS_HEADER = 64;
    private static final int DOS_MIDDLE = DOS_HEADER - 2 - 4;
    private static final long PE_SIGNATURE = 0x4550;
    private static final int PE32 = 0x10b;
    private static final int PE32_PLUS = 0x20b;
    private static final int SIZE_OF_HEADERS = 60;
    private static final int CHECKSUM = 64;
    private static final int SUBSYSTEM = 68;
    private static final int DIRECTORIES_PE32 = 96;
    private static final int DIRECTORIES_PE32_PLUS = 112;
    private static final int DIRECTORY_ENTRY = 8;
    private static final int MAX_DIRECTORIES = 16;
    private static final int CERTIFICATE_DIRECTORY = 4;
    private static final int NAME = 8;

    /**
     * The directory's entry for the certificate table.
     *
     * @param at where it lies, and how many bytes it has there: none if the directory is too short to have one
     * @param offset where it says the certificates begin
     * @param certificates the bytes it says they have; 0 without a signature
     */
    record CertificateEntry(int at, int length, long offset, long certificates) {}

    private record OptionalHeader(int checksum, long size, CertificateEntry certificateEntry) {}

    /** Where the Subsystem field lies. */
    int subsystem() {
        return checksum + SUBSYSTEM - CHECKSUM;
    }

    static PeHeaders read(Bytes file) throws MalformedException {
        ByteReader reader = file.reader();
        toPeHeader(reader);
        if (reader.u32le("PE signature") != PE_SIGNATURE) {
            throw reader.malformed("no PE signature");
        }
        reader.sub(2, "Machine");
        int count = reader.u16le("NumberOfSections");
        if (count > MAX_SECTIONS) {
            throw reader.malformed(count + " sections, at most " + MAX_SECTIONS + " are allowed");
        }
        reader.sub(12, "TimeDateStamp and symbol table");
        int length = reader.u16le("SizeOfOptionalHeader");
        reader.sub(2, "Characteristics");
        int at = reader.offset();
        OptionalHeader optional = optional(reader.sub(length, "optional header"), at);
        List<Section> sections = sections(reader, count);
        return new PeHeaders(
                optional.checksum(), optional.size(), optional.certificateEntry(), reader.offset(), sections);
    }

    private static void toPeHeader(ByteReader reader) throws MalformedException {
        if (reader.u16le("DOS magic") != DOS_MAGIC) {
            throw reader.malformed("no DOS header: this is no PE file");
        }
        reader.sub(DOS_MIDDLE, "DOS header");
        long offset = reader.u32le("e_lfanew");
        if (offset < DOS_HEADER) {
            throw reader.malformed("the PE header begins within the DOS header");
        }
        reader.sub(offset - DOS_HEADER, "DOS program");
    }

    /** The optional header, which begins {@code at} bytes into the file. */
    private static OptionalHeader optional(ByteReader reader, int at) throws MalformedException {
        int directories = directories(reader);
        reader.sub(SIZE_OF_HEADERS - reader.offset(), "optional header");
        long size = reader.u32le("SizeOfHeaders");
        reader.sub(directories - 4 - reader.offset(), "optional header");
        long count = reader.u32le("NumberOfRvaAndSizes");
        if (count > MAX_DIRECTORIES) {
            throw reader.malformed(count + " data directories, at most " + MAX_DIRECTORIES + " are defined");
        }
        if (count * DIRECTORY_ENTRY != reader.remaining()) {
            throw reader.malformed(
                    "SizeOfOptionalHeader leaves " + reader.remaining() + " bytes for " + count + " data directories");
        }
        return new OptionalHeader(at + CHECKSUM, size, certificateEntry(reader, at, count));
    }

    private static int directories(ByteReader reader) throws MalformedException {
        int magic = reader.u16le("optional header magic");
        return switch (magic) {
            case PE32 -> DIRECTORIES_PE32;
            case PE32_PLUS -> DIRECTORIES_PE32_PLUS;
            default -> throw reader.malformed("optional header magic 0x%x is neither PE32 nor PE32+".formatted(magic));
        };
    }

    private static CertificateEntry certificateEntry(ByteReader reader, int at, long count) throws MalformedException {
        if (count <= CERTIFICATE_DIRECTORY) {
            return new CertificateEntry(at + CHECKSUM + 4, 0, 0, 0);
        }
        reader.sub(CERTIFICATE_DIRECTORY * DIRECTORY_ENTRY, "data directories");
        int entry = at + reader.offset();
        return new CertificateEntry(
                entry,
                DIRECTORY_ENTRY,
                reader.u32le("certificate table offset"),
                reader.u32le("certificate table size"));
    }

    private static List<Section> sections(ByteReader reader, int count) throws MalformedException {
        List<Section> sections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sections.add(section(reader));
        }
        return List.copyOf(sections);
    }

    private static Section section(ByteReader reader) throws MalformedException {
        String name = name(reader.bytes(NAME, "section name"));
        long virtualSize = reader.u32le("VirtualSize");
        long virtualAddress = reader.u32le("VirtualAddress");
        long rawSize = reader.u32le("SizeOfRawData");
        long rawOffset = reader.u32le("PointerToRawData");
        reader.sub(16, "rest of a section header");
        return new Section(name, virtualAddress, virtualSize, rawOffset, rawSize);
    }

    private static String name(Bytes field) {
        int length = 0;
        while (length < NAME && field.at(length) != 0) {
            length++;
        }
        return field.toText(StandardCharsets.ISO_8859_1, 0, length);
    }
}
