package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.facts.CommandLines.Argument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any command line has arguments, none of them longer than the line")
class CommandLineParserFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anyLine(byte[] input) throws MalformedException {
        Bytes line = Bytes.of(input);
        List<Argument> arguments =
                Memory.bounded(line, l -> CommandLineParser.parse(l.toText(StandardCharsets.UTF_8, 0, l.length())));
        assertThat(arguments.stream()
                        .mapToInt(CommandLineParserFuzzTest::length)
                        .sum())
                .isLessThanOrEqualTo(input.length);
    }

    private static int length(Argument argument) {
        return argument.name().length() + argument.value().map(String::length).orElse(0);
    }
}
