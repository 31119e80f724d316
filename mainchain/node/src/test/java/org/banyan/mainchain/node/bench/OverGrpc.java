package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.banyan.api.ApiParts;
import org.banyan.api.ApiServer;
import org.banyan.api.ApiSettings;
import org.banyan.api.guard.ApiLimits;
import org.banyan.api.guard.ApiObserver;
import org.banyan.node.network.AmongPeers;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.SubmitResult;

/**
 * W2: the same transfers through the public API in batches, over a socket of this machine, against handing them in directly. Client and server are this process, so
 * the client's share of the work is counted too.
 */
final class OverGrpc {
    private static final int BATCH = 1_000;
    private static final int CALLERS = 2;
    private static final int WARM_UP = 2;

    private final Lab lab;

    OverGrpc(Lab lab) {
        this.lab = lab;
    }

    List<Row> run() throws IOException {
        Series direct = new Series(lab.options().block());
        Series remote = new Series(lab.options().block());
        Shape shape = new Shape.Uniform(lab.options().accounts());
        var settings = new ApiSettings("bench", "", "dev", true, Map.of(), Map.of(), ApiLimits.DEFAULT);
        BenchChain chain = lab.chain();
        ApiParts parts = new ApiParts(
                chain.host(), OverGrpc::unused, OverGrpc::unused, name -> AmongPeers.ALONE, ApiObserver.NONE);
        try (ApiServer server =
                        ApiServer.start(parts, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), settings);
                BanyanClient client = BanyanClient.connect(ClientOptions.of(
                        "http://localhost:" + server.port(), chain.chain().name()));
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int pair = -WARM_UP; pair < lab.options().pairs(); pair++) {
                lab.say("over gRPC, pair " + pair);
                var here = lab.transfers(shape).stream()
                        .map(Transfers.Prepared::envelope)
                        .toList();
                Meter submitted = Meter.of(() -> chain.submit(here)).plus(Meter.of(chain::block));
                chain.requireCommitted(here.size());
                var there = lab.transfers(shape).stream()
                        .map(each -> SignedTransaction.decode(
                                each.envelope(), chain.suite().hash()))
                        .toList();
                Meter sent = Meter.of(() -> send(client, callers, there)).plus(Meter.of(chain::block));
                chain.requireCommitted(there.size());
                if (pair >= 0) {
                    direct.add(submitted);
                    remote.add(sent);
                }
            }
        }
        return List.of(Row.of(Goals.W2, remote.cpuRatio(direct))
                .withMedian("cpu us per transaction, direct", direct.cpuMicros(), 1)
                .withMedian("over gRPC", remote.cpuMicros(), 1)
                .withMedian("ratio by wall clock", remote.wallRatio(direct), 3));
    }

    private static void send(BanyanClient client, ExecutorService callers, List<SignedTransaction> transfers) {
        List<CompletableFuture<Void>> batches = new ArrayList<>();
        for (int from = 0; from < transfers.size(); from += BATCH) {
            var batch = transfers.subList(from, Math.min(from + BATCH, transfers.size()));
            batches.add(CompletableFuture.runAsync(
                    () -> client.submitBatch(batch).forEach(OverGrpc::requireAccepted), callers));
        }
        batches.forEach(CompletableFuture::join);
    }

    private static <A, B> B unused(A request) {
        throw new IllegalStateException("the bench submits transactions alone, but asked for " + request);
    }

    private static void requireAccepted(SubmitResult result) {
        if (!result.getReason().isEmpty()) {
            throw new IllegalStateException("the bench's own transaction was refused: " + result);
        }
    }
}
