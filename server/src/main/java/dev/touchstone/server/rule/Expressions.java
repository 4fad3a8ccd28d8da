package dev.touchstone.server.rule;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.touchstone.bytes.Printable;
import dev.touchstone.rule.FactExpression;
import dev.touchstone.rule.RuleSubject;
import dev.touchstone.server.problem.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Makes conditions in CEL ready. They are typed and bounded: no more than a page of source, no way to build a value
 * larger than the facts, a limit on steps, and regular expressions (RE2) that take time linear in the text.
 */
@Component
class Expressions {

    private static final int MAX_SOURCE = 4096;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 1000;
    private static final int MAX_ITERATIONS = 100_000;
    private static final int MAX_REGEX = 1000;
    private static final int MAX_ERRORS = 20;

    /** What could make values grow: texts and lists are compared, and never joined. */
    private static final Set<Arithmetic> JOINS =
            EnumSet.of(Arithmetic.ADD_STRING, Arithmetic.ADD_BYTES, Arithmetic.ADD_LIST);

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_SOURCE)
            .maxParseRecursionDepth(MAX_DEPTH)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxRegexProgramSize(MAX_REGEX)
            .build();

    /** Made for the first condition: it takes a while, and many servers have none. */
    private static final class Cel {
        static final CelCompiler COMPILER = compiler();
        static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .build();
    }

    private static CelCompiler compiler() {
        FactTypes types = new FactTypes();
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions((_, overload) -> !(overload instanceof Arithmetic a && JOINS.contains(a)))
                        .build())
                .setStandardMacros(
                        CelStandardMacro.HAS,
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE)
                .setTypeProvider(types)
                .addVar(FactTypes.ROOT, types.root())
                .setResultType(SimpleType.BOOL)
                .build();
    }

    /** @throws Refusal for what is no condition on facts, with where it is wrong */
    FactExpression compile(String source) {
        if (source.length() > MAX_SOURCE) {
            throw refused("An expression has " + MAX_SOURCE + " characters at most.", List.of());
        }
        try {
            CelAbstractSyntaxTree tree = checked(source);
            return new Condition(Cel.RUNTIME.createProgram(tree), FactsRead.mayBeOfIma(tree));
        } catch (CelEvaluationException e) {
            throw refused("The expression cannot be run.", List.of());
        }
    }

    private CelAbstractSyntaxTree checked(String source) {
        CelValidationResult result = Cel.COMPILER.compile(source);
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            if (CelNavigableAst.fromAst(tree)
                            .getRoot()
                            .allNodes()
                            .limit(MAX_NODES + 1)
                            .count()
                    > MAX_NODES) {
                throw refused("An expression has " + MAX_NODES + " parts at most.", List.of());
            }
            return tree;
        } catch (CelValidationException e) {
            throw refused(
                    "The expression is no condition on the facts.",
                    e.getErrors().stream()
                            .limit(MAX_ERRORS)
                            .map(Expressions::reason)
                            .toList());
        }
    }

    private static Refusal.Reason reason(CelIssue issue) {
        return new Refusal.Reason(
                "expression-invalid",
                "Line %d, column %d: %s"
                        .formatted(
                                issue.getSourceLocation().getLine(),
                                issue.getSourceLocation().getColumn() + 1,
                                issue.getMessage()));
    }

    private static Refusal refused(String detail, List<Refusal.Reason> errors) {
        return new Refusal(422, "expression-invalid", detail, errors);
    }

    /** A condition, ready to be held against facts. */
    private record Condition(CelRuntime.Program program, boolean readsIma) implements FactExpression {
        @Override
        public Outcome evaluate(RuleSubject subject) {
            return Expressions.evaluate(program, subject.facts());
        }
    }

    /** Whatever keeps it from a value is that it does not hold. */
    private static FactExpression.Outcome evaluate(CelRuntime.Program program, Record facts) {
        try {
            return program.eval(Map.of(FactTypes.ROOT, FactValues.of(facts))) instanceof Boolean holds
                    ? new FactExpression.Outcome.Value(holds)
                    : new FactExpression.Outcome.Failed("no value");
        } catch (CelEvaluationException | RuntimeException e) {
            return new FactExpression.Outcome.Failed("no value: " + Printable.quote(String.valueOf(e.getMessage())));
        }
    }
}
