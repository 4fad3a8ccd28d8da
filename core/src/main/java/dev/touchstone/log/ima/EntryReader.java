package dev.touchstone.log.ima;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import dev.touchstone.log.ima.ImaEntry.AppendedSignature;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Tells what a record's data says was measured. */
final class EntryReader {

    private final Map<Field, Bytes> fields;

    private EntryReader(Map<Field, Bytes> fields) {
        this.fields = fields;
    }

    static ImaEntry read(ImaRecord imaRecord) {
        Optional<Template> template = Template.named(imaRecord.template());
        if (imaRecord.violation()) {
            return new ImaEntry.Violation(template.flatMap(t -> path(t, imaRecord.templateData())));
        }
        if (template.isEmpty()) {
            return new ImaEntry.Unreadable("the template " + Printable.word(imaRecord.template()) + " is not known");
        }
        try {
            return new EntryReader(split(template.get(), imaRecord.templateData())).entry();
        } catch (MalformedException e) {
            return new ImaEntry.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> path(Template template, Bytes data) {
        try {
            return Optional.of(new EntryReader(split(template, data)).name());
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    private static Map<Field, Bytes> split(Template template, Bytes data) throws MalformedException {
        ByteReader reader = data.reader();
        Map<Field, Bytes> fields = new EnumMap<>(Field.class);
        if (template.isOriginal()) {
            fields.put(Field.D, reader.bytes(Template.ORIGINAL_DIGEST, "digest"));
            Bytes path = reader.bytes(reader.u32le("path size"), "path");
            fields.put(Field.N, Bytes.concat(path, Bytes.of((byte) 0)));
        } else {
            for (Field field : template.fields()) {
                fields.put(field, reader.bytes(reader.u32le("field size"), "field"));
            }
        }
        reader.requireEnd("the last field");
        return fields;
    }

    private ImaEntry entry() throws MalformedException {
        ImaDigest digest = digest();
        String name = name();
        Bytes buffer = fields.get(Field.BUF);
        if (buffer != null) {
            return new ImaEntry.Buffer(digest, name, buffer);
        }
        return name.equals(ImaEntry.BootAggregate.NAME)
                ? new ImaEntry.BootAggregate(digest)
                : new ImaEntry.File(digest, name, signature(), appended());
    }

    private ImaDigest digest() throws MalformedException {
        for (Map.Entry<Field, Bytes> field : fields.entrySet()) {
            if (field.getKey().isDigest()) {
                return ImaDigest.read(field.getKey(), field.getValue());
            }
        }
        throw new MalformedException(0, "the template has no digest");
    }

    private String name() throws MalformedException {
        for (Map.Entry<Field, Bytes> field : fields.entrySet()) {
            if (field.getKey().isName()) {
                return text(field.getValue());
            }
        }
        throw new MalformedException(0, "the template has no name");
    }

    /** Characters that end in the one NUL. */
    private static String text(Bytes data) throws MalformedException {
        int end = data.length() - 1;
        for (int i = 0; i < data.length(); i++) {
            if ((data.at(i) == 0) != (i == end)) {
                throw new MalformedException(i, "a name does not end in its only NUL");
            }
        }
        if (end < 0) {
            throw new MalformedException(0, "a name does not end in NUL");
        }
        return data.toText(StandardCharsets.UTF_8, 0, end);
    }

    private Optional<FileSignature> signature() {
        Bytes ima = fields.getOrDefault(Field.SIG, Bytes.EMPTY);
        Bytes value = ima.isEmpty() ? fields.getOrDefault(Field.EVMSIG, Bytes.EMPTY) : ima;
        return value.isEmpty() ? Optional.empty() : Optional.of(new FileSignature(value));
    }

    private Optional<AppendedSignature> appended() throws MalformedException {
        Bytes digest = fields.getOrDefault(Field.D_MODSIG, Bytes.EMPTY);
        Bytes pkcs7 = fields.getOrDefault(Field.MODSIG, Bytes.EMPTY);
        return digest.isEmpty() || pkcs7.isEmpty()
                ? Optional.empty()
                : Optional.of(new AppendedSignature(ImaDigest.read(Field.D_MODSIG, digest), pkcs7));
    }
}
