package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes PE files, well formed unless told otherwise. */
public final class PeBuilder {

    static final int PE_OFFSET = 0x80;
    public static final int OPTIONAL = PE_OFFSET + 24;
    static final int SIZE_OF_HEADERS = 0x1000;
    private static final int FILE_ALIGNMENT = 0x200;
    private static final int MEMORY_ALIGNMENT = 0x1000;

    private record Part(String name, Bytes content, long virtualSize, boolean own) {}

    private final boolean plus;
    private final List<Part> parts = new ArrayList<>();
    private int directories = 16;
    private Bytes trailing = Bytes.EMPTY;
    private Bytes certificates = Bytes.EMPTY;

    private PeBuilder(boolean plus) {
        this.plus = plus;
    }

    public static PeBuilder pe32plus() {
        return new PeBuilder(true);
    }

    public static PeBuilder pe32() {
        return new PeBuilder(false);
    }

    public PeBuilder section(String name, String content) {
        return section(name, Bytes.ofUtf8(content), content.length());
    }

    public PeBuilder section(String name, Bytes content, long virtualSize) {
        parts.add(new Part(name, content, virtualSize, true));
        return this;
    }

    /** One that lies in memory where the one before it does. */
    PeBuilder overlapping(String name, String content) {
        parts.add(new Part(name, Bytes.ofUtf8(content), content.length(), false));
        return this;
    }

    PeBuilder directories(int count) {
        directories = count;
        return this;
    }

    PeBuilder trailing(Bytes data) {
        trailing = data;
        return this;
    }

    PeBuilder certificates(Bytes table) {
        certificates = table;
        return this;
    }

    /** Where the section header of this index lies. */
    int sectionHeader(int index) {
        return OPTIONAL + optionalSize() + 40 * index;
    }

    /** Where the certificate table's directory entry lies. */
    int certificateEntry() {
        return OPTIONAL + fixed() + 4 * 8;
    }

    private int fixed() {
        return plus ? 112 : 96;
    }

    private int optionalSize() {
        return fixed() + 8 * directories;
    }

    PeImage image() throws MalformedException {
        return PeImage.parse(build());
    }

    public Bytes build() {
        int raw = SIZE_OF_HEADERS;
        for (Part part : parts) {
            raw += aligned(part.content().length(), FILE_ALIGNMENT);
        }
        int length = raw + trailing.length() + certificates.length();
        ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort(0, (short) 0x5a4d).putInt(60, PE_OFFSET);
        file.putInt(PE_OFFSET, 0x4550).putShort(PE_OFFSET + 6, (short) parts.size());
        file.putShort(PE_OFFSET + 20, (short) optionalSize());
        file.putShort(OPTIONAL, (short) (plus ? 0x20b : 0x10b));
        file.putInt(OPTIONAL + 60, SIZE_OF_HEADERS).putInt(OPTIONAL + 64, 0xc4ec5c11);
        file.putInt(OPTIONAL + fixed() - 4, directories);
        sections(file);
        file.put(raw, trailing.toArray()).put(raw + trailing.length(), certificates.toArray());
        if (!certificates.isEmpty()) {
            file.putInt(certificateEntry(), raw + trailing.length());
            file.putInt(certificateEntry() + 4, certificates.length());
        }
        return Bytes.of(file.array());
    }

    private void sections(ByteBuffer file) {
        int raw = SIZE_OF_HEADERS;
        long address = MEMORY_ALIGNMENT;
        long next = address;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            address = part.own() ? next : address;
            next = address + aligned(Math.max(part.virtualSize(), 1), MEMORY_ALIGNMENT);
            int rawSize = aligned(part.content().length(), FILE_ALIGNMENT);
            int at = sectionHeader(i);
            file.put(at, part.name().getBytes(StandardCharsets.ISO_8859_1));
            file.putInt(at + 8, (int) part.virtualSize()).putInt(at + 12, (int) address);
            file.putInt(at + 16, rawSize).putInt(at + 20, rawSize == 0 ? 0 : raw);
            file.put(raw, part.content().toArray());
            raw += rawSize;
        }
    }

    private static int aligned(long value, int alignment) {
        return (int) ((value + alignment - 1) / alignment * alignment);
    }

    /** {@code file} with a 32-bit number overwritten. */
    public static Bytes patched(Bytes file, int at, long value) {
        ByteBuffer patched = ByteBuffer.wrap(file.toArray()).order(ByteOrder.LITTLE_ENDIAN);
        return Bytes.of(patched.putInt(at, (int) value).array());
    }

    /** A small unified kernel image with two profiles and a choice of devicetrees. */
    public static Bytes uki() {
        return pe32plus()
                .section(".osrel", "ID=lab\nIMAGE_VERSION=1\n")
                .section(".cmdline", "quiet")
                .section(".linux", "kernel")
                .section(".dtbauto", "tree 1")
                .section(".dtbauto", "tree 2")
                .section(".profile", "ID=main\n")
                .section(".profile", "ID=reset\nTITLE='Factory reset'\n")
                .section(".cmdline", "reset")
                .section(".pcrsig", "{\"sha256\":[]}")
                .build();
    }
}
