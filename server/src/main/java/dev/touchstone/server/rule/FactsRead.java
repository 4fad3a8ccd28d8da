package dev.touchstone.server.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Set;

/** Which of the facts a condition reads. */
final class FactsRead {

    /** What IMA's list tells, and whether its PCR is accounted for. */
    private static final Set<String> OF_IMA = Set.of("ima", "verity", "accountedPcrs");

    private FactsRead() {}

    /** Whether it may read what IMA's list tells: all of the tree counts wherever it is not one field that is read. */
    static boolean mayBeOfIma(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == Kind.IDENT
                        && node.expr().ident().name().equals(FactTypes.ROOT))
                .anyMatch(FactsRead::mayBeOfIma);
    }

    private static boolean mayBeOfIma(CelNavigableExpr facts) {
        return facts.parent()
                .map(CelNavigableExpr::expr)
                .filter(read -> read.exprKind().getKind() == Kind.SELECT)
                .map(read -> OF_IMA.contains(read.select().field()))
                .orElse(true);
    }
}
