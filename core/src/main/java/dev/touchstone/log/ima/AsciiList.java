package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the binary list out of the ASCII one: {@code pcr hash template fields…}, each field after one space, an empty
 * one nothing but its space. Only the name may hold spaces: what follows it is counted from the line's end.
 */
final class AsciiList {

    private static final int PCR_DIGITS = 2;

    /** Templates remembered; a kernel has a handful. */
    private static final int MAX_TEMPLATES = 256;

    private final Bytes ascii;
    private final AsciiText text;
    private final AsciiFields fields;
    private final BinaryWriter binary;
    private final Map<String, Template> templates = new HashMap<>();
    private int at;
    private int lineEnd;
    private int headerSize;

    AsciiList(Bytes ascii) {
        this.ascii = ascii;
        this.text = new AsciiText(ascii);
        this.binary = new BinaryWriter(ascii.length());
        this.fields = new AsciiFields(text, binary);
    }

    ImaLog parse() throws MalformedException {
        for (int count = 0; at < ascii.length(); count++) {
            lineEnd = text.next('\n', at, ascii.length());
            try {
                line();
            } catch (MalformedException e) {
                throw new MalformedException(e.offset(), "record " + count + ": " + e.getMessage());
            }
            at = lineEnd + 1;
        }
        return ImaLog.parse(binary.toBytes(), headerSize == 0 ? HashAlgorithm.SHA1.size() : headerSize);
    }

    private void line() throws MalformedException {
        if (lineEnd == ascii.length()) {
            throw malformed("its line has no end");
        }
        if (ascii.at(at) == ' ') {
            at++; // a PCR of one digit is right-aligned
        }
        int pcrAt = at;
        binary.u32(text.number(pcrAt, token("PCR"), PCR_DIGITS));
        header();
        int nameAt = at;
        Template template = template(nameAt, token("template"));
        binary.u32(template.name().length());
        text.copy(nameAt, nameAt + template.name().length(), binary);
        fields.write(template, at, lineEnd);
    }

    private void header() throws MalformedException {
        int from = at;
        int to = token("template hash");
        int size = (to - from) / 2;
        if (headerSize == 0 && ImaLog.isHeaderSize(size)) {
            headerSize = size;
        }
        if (size != headerSize) {
            throw new MalformedException(from, "no template hash in this list has " + (to - from) + " digits");
        }
        text.hex(from, to, binary);
    }

    private Template template(int from, int to) throws MalformedException {
        String name = ascii.toText(StandardCharsets.ISO_8859_1, from, Math.min(to, from + Template.MAX_NAME + 1));
        Template met = templates.get(name);
        return met == null ? newTemplate(name, from) : met;
    }

    private Template newTemplate(String name, int from) throws MalformedException {
        Optional<Template> template = Template.named(name);
        if (template.isEmpty() || name.length() > Template.MAX_NAME) {
            throw new MalformedException(from, "the template " + Printable.word(name) + " is not known");
        }
        if (templates.size() < MAX_TEMPLATES) {
            templates.put(name, template.get());
        }
        return template.get();
    }

    /** Steps over the characters up to the next space, and over it; where they end. */
    private int token(String what) throws MalformedException {
        int end = text.next(' ', at, lineEnd);
        if (end == lineEnd || end == at) {
            throw malformed("there is no " + what);
        }
        at = end + 1;
        return end;
    }

    private MalformedException malformed(String message) {
        return new MalformedException(at, message);
    }
}
