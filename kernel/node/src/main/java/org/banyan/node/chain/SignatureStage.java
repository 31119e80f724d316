package org.banyan.node.chain;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.TransactionRules.Outcome;

/**
 * Verifies the signatures of transactions in chunks: a thread of this process begins with each as it gets to it, unless a worker machine has it by then. The
 * outcome is the same, for invalid verdicts always and for valid ones as far as workers are honest. Thread-safe.
 */
final class SignatureStage {
    private final TransactionRules rules;
    private final String suite;
    private final Executor threads;
    private final VerifyHelp help;

    /** @param suite id of the chain's crypto suite */
    SignatureStage(TransactionRules rules, String suite, Executor threads, VerifyHelp help) {
        this.rules = rules;
        this.suite = suite;
        this.threads = threads;
        this.help = help;
    }

    /** Whether looking at forms first, so that signatures can go elsewhere, is worth it. */
    boolean hasHelp() {
        return help.workers().present();
    }

    /** The outcomes of {@code forms}, which {@link TransactionRules#checkForm} made; refused ones stay as they are. */
    CompletableFuture<List<Outcome>> verify(List<Outcome> forms) {
        if (!hasHelp()) {
            return CompletableFuture.supplyAsync(
                    () -> forms.stream().map(rules::checkSignatures).toList(), threads);
        }
        HelpedChunk chunk = new HelpedChunk(rules, suite, threads, help, forms);
        chunk.begin();
        return chunk.outcomes();
    }
}
