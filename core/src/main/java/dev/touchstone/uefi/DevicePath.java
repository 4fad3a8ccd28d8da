package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a device or a file is, as firmware writes it (UEFI §10.3). Where it has several instances, the node that ends
 * one is in the list; the one that ends the path is not.
 *
 * @param nodes in order, at most {@value #MAX_NODES}
 */
public record DevicePath(List<Node> nodes) {

    /** Nodes a path may have. */
    public static final int MAX_NODES = 64;

    /** Characters of a path's text. */
    public static final int MAX_TEXT = 2048;

    /** The path that names nothing, as boot loaders log images they loaded from memory. */
    static final DevicePath NONE = new DevicePath(List.of());

    public DevicePath {
        nodes = List.copyOf(nodes);
    }

    /**
     * One step of a path.
     *
     * @param type 0–255 (UEFI §10.3.1)
     * @param subtype 0–255, of that type
     * @param data after the node's header, not yet looked into
     */
    public record Node(int type, int subtype, Bytes data) {

        private static final int HEADER = 4;
        private static final int END = 0x7f;
        private static final int END_INSTANCE = 0x01;
        private static final int END_ENTIRE = 0xff;

        static Node read(ByteReader reader) throws MalformedException {
            int type = reader.u8("device path node type");
            int subtype = reader.u8("device path node subtype");
            int length = reader.u16le("device path node length");
            return new Node(type, subtype, reader.bytes(length - HEADER, "device path node"));
        }

        boolean endsPath() {
            return type == END && subtype == END_ENTIRE;
        }

        boolean endsInstance() {
            return type == END && subtype == END_INSTANCE;
        }

        boolean isFile() {
            return type == MediaText.TYPE && subtype == MediaText.FILE_PATH;
        }

        /** The text form of UEFI §10.6; {@code Path(type,subtype,hex)} where the node is not known or not in order. */
        @Override
        public String toString() {
            return NodeText.of(this);
        }
    }

    /**
     * Reads a path, to its end node.
     *
     * @throws MalformedException if the bytes are not one whole path
     */
    public static DevicePath parse(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        DevicePath path = read(reader);
        reader.requireEnd("the device path");
        return path;
    }

    /** Reads a path that something else may follow. */
    static DevicePath read(ByteReader reader) throws MalformedException {
        List<Node> nodes = new ArrayList<>();
        for (Node node = Node.read(reader); !node.endsPath(); node = Node.read(reader)) {
            if (nodes.size() == MAX_NODES) {
                throw reader.malformed("device path of more than " + MAX_NODES + " nodes");
            }
            nodes.add(node);
        }
        return new DevicePath(nodes);
    }

    /** The file the first instance names, printable: its file path nodes, joined by single backslashes. */
    public Optional<String> file() {
        String file = nodes.stream()
                .takeWhile(node -> !node.endsInstance())
                .filter(Node::isFile)
                .map(node -> Wide.withoutEnd(node.data()))
                .reduce("", DevicePath::joined);
        return file.isEmpty() ? Optional.empty() : Optional.of(cut(Shown.text(file)));
    }

    private static String joined(String folder, String name) {
        boolean apart = folder.isEmpty() || folder.endsWith("\\") || name.startsWith("\\");
        return folder + (apart ? "" : "\\") + name;
    }

    /** The unique GUID of the first GPT partition on the way. */
    public Optional<Guid> partition() {
        return nodes.stream()
                .map(MediaText::partition)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The text form of UEFI §10.6, printable, cut visibly after {@value #MAX_TEXT} characters. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (Node node : nodes) {
            boolean apart = !first && !node.endsInstance();
            text.append(apart ? "/" : "").append(node.endsInstance() ? "," : node.toString());
            first = node.endsInstance();
        }
        return cut(text.toString());
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
