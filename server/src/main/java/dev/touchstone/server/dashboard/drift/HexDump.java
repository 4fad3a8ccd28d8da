package dev.touchstone.server.dashboard.drift;

import dev.touchstone.bytes.Bytes;
import java.util.Locale;

/** Bytes as people look at them: offset, hex, and what of it is ASCII. */
final class HexDump {

    private static final int LINE = 16;
    private static final int MOST = 512;

    private HexDump() {}

    static String of(Bytes bytes) {
        int end = Math.min(bytes.length(), MOST);
        StringBuilder dump = new StringBuilder();
        for (int at = 0; at < end; at += LINE) {
            line(dump, bytes, at, Math.min(end, at + LINE));
        }
        if (end < bytes.length()) {
            dump.append(String.format(Locale.ROOT, "… %,d more bytes", bytes.length() - end));
        }
        return dump.toString();
    }

    private static void line(StringBuilder dump, Bytes bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        dump.append(String.format(Locale.ROOT, "%04x ", from));
        for (int i = from; i < to; i++) {
            int octet = bytes.at(i);
            dump.append(String.format(Locale.ROOT, " %02x", octet));
            text.append(octet >= ' ' && octet < 0x7f ? (char) octet : '.');
        }
        dump.append("   ".repeat(LINE - (to - from))).append("  ").append(text).append('\n');
    }
}
