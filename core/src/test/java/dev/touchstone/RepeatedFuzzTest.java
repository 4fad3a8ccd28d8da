package dev.touchstone;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.json.Json;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.uefi.SignatureDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a record costs shows when there are many. */
@DisplayName("Any record, many times over, is read or refused in memory that is a multiple of its size")
class RepeatedFuzzTest {

    private static final int SIZE = 512 << 10;

    /** What Jazzer adds to a loop keeps the JVM from seeing that its small objects need no heap. */
    private static final int INSTRUMENTED = 40;

    private static final Bytes HEADER = LogBuilder.of(HashAlgorithm.SHA256).build();

    private record Shape(Bytes before, Memory.Parser<?> parser, Bytes after) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(Bytes.EMPTY, FirmwareLog::parse, Bytes.EMPTY),
            new Shape(HEADER, FirmwareLog::parse, Bytes.EMPTY),
            new Shape(Bytes.EMPTY, UserspaceLog::parse, Bytes.EMPTY),
            new Shape(Bytes.EMPTY, log -> ImaLog.parse(log), Bytes.EMPTY),
            new Shape(Bytes.EMPTY, ImaLog::parseAscii, Bytes.EMPTY),
            new Shape(Bytes.EMPTY, SignatureDatabase::parse, Bytes.EMPTY),
            new Shape(Bytes.ofUtf8("["), Json::parse, Bytes.ofUtf8("0]")),
            new Shape(Bytes.EMPTY, Json::parse, Bytes.EMPTY));

    @MethodSource("records")
    @FuzzTest(maxDuration = "20s")
    void anyRecord(byte[] input) {
        Fed fed = new Fed(input);
        Shape shape = fed.one(SHAPES);
        byte[] once = fed.all().toArray();
        if (once.length > 0) {
            try {
                Bytes all = Bytes.concat(shape.before(), repeated(once), shape.after());
                Memory.bounded(all, INSTRUMENTED, shape.parser());
            } catch (MalformedException expected) {
                // the declared refusal
            }
        }
    }

    private static Bytes repeated(byte[] once) {
        byte[] all = new byte[SIZE / once.length * once.length];
        for (int at = 0; at < all.length; at += once.length) {
            System.arraycopy(once, 0, all, at, once.length);
        }
        return Bytes.of(all);
    }

    static Stream<Arguments> records() {
        LogBuilder event = LogBuilder.of(HashAlgorithm.SHA256);
        event.add(4, EventType.EV_IPL, Bytes.EMPTY, Bytes.EMPTY);
        Bytes log = event.build();
        return Stream.of(
                        Bytes.concat(Bytes.of((byte) 1), log.slice(HEADER.length(), log.length())),
                        Bytes.ofUtf8(
                                "\2\u001e{\"pcr\":11,\"digests\":[],\"content_type\":\"systemd\",\"content\":{}}\n"),
                        Bytes.concat(Bytes.of((byte) 3), Bytes.filled(24, 0), Bytes.ofHex("010000007800000000")),
                        Bytes.ofUtf8("\4" + "0 " + "a".repeat(40) + " n \n"),
                        Bytes.ofUtf8("\6\"\","),
                        Bytes.ofUtf8("\6{},"))
                .map(seed -> Arguments.of((Object) seed.toArray()));
    }
}
