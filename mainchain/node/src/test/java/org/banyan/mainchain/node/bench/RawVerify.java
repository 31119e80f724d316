package org.banyan.mainchain.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.banyan.types.crypto.SignatureScheme;

/** V: the signatures of the same transactions by the same library on the same threads, and nothing else. */
final class RawVerify {
    private static final int CHUNK = 64;

    private final SignatureScheme scheme;
    private final Executor workers;

    RawVerify(SignatureScheme scheme, Executor workers) {
        this.scheme = scheme;
        this.workers = workers;
    }

    Meter run(List<Transfers.Prepared> transfers) {
        return Meter.of(() -> {
            List<CompletableFuture<Void>> chunks = new ArrayList<>();
            for (int from = 0; from < transfers.size(); from += CHUNK) {
                var chunk = transfers.subList(from, Math.min(from + CHUNK, transfers.size()));
                chunks.add(CompletableFuture.runAsync(() -> chunk.forEach(this::verify), workers));
            }
            chunks.forEach(CompletableFuture::join);
        });
    }

    private void verify(Transfers.Prepared transfer) {
        if (!scheme.verify(transfer.message(), transfer.key(), transfer.signature())) {
            throw new IllegalStateException("a signature of the bench's own does not verify");
        }
    }
}
