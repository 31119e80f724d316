package org.banyan.mainchain.node.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.WaitFor;
import org.banyan.sdk.json.Json;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.EdgeState;
import org.banyan.v1.ReceiptStatus;
import org.banyan.v1.TransactionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A side chain that knows its main chain's genesis alone, which is eleven days old: on a running node, through the public API. */
@Timeout(120)
class RenewalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SIDE = DevelopmentChain.sideName(1);

    @Test
    void an_edge_that_is_too_old_stands_still_until_the_registrar_renews_it(@TempDir Path home) {
        try (TestNode node = TestNode.start(home, 1, RenewalTest::elevenDaysAgo);
                BanyanClient main = client(node, DevelopmentChain.NAME);
                BanyanClient side = client(node, SIDE)) {
            await().atMost(PATIENCE)
                    .until(() -> edge(main).getIndexedHeaders() > 3
                            && !main.tree().anchor().getCertifiedHeader().isEmpty());
            assertThat(edge(main).getState()).as("the child is young").isEqualTo(EdgeState.EDGE_STATE_INDEXED);
            assertThat(edge(main).getParentState()).isEqualTo(EdgeState.EDGE_STATE_EXPIRED);
            assertThat(edge(main).getParentFollowed().getHeight()).isZero();

            assertThat(renew(node, side, main, "bob").getReceipt().getFailureName())
                    .isEqualTo("NOT_REGISTRAR");
            assertThat(edge(main).getParentFollowed().getHeight()).isZero();
            TransactionStatus renewed = renew(node, side, main, DevelopmentChain.REGISTRAR);
            assertThat(renewed.getReceipt().getStatus())
                    .as(renewed.getReceipt().getFailureMessage())
                    .isEqualTo(ReceiptStatus.RECEIPT_STATUS_SUCCEEDED);

            long from = edge(main).getParentFollowed().getHeight();
            assertThat(from).isPositive();
            assertThat(edge(main).getParentState()).isEqualTo(EdgeState.EDGE_STATE_UNSPECIFIED);
            await().atMost(PATIENCE).until(() -> edge(main).getParentFollowed().getHeight() > from + 2);
            assertThat(renew(node, side, main, DevelopmentChain.REGISTRAR)
                            .getReceipt()
                            .getFailureMessage())
                    .startsWith("CROSS-8: ");
        }
    }

    private static ChainSpecification elevenDaysAgo(ChainSpecification now) {
        return new ChainSpecification(
                now.format(),
                now.name(),
                now.cryptoSuite(),
                now.addressPrefix(),
                new Timestamp(now.genesisTime().millis() - Duration.ofDays(11).toMillis()),
                now.consensus(),
                now.collection(),
                now.updateRule(),
                now.parents(),
                now.indexing(),
                now.limits(),
                now.fees(),
                now.genesisCalls());
    }

    private static BanyanClient client(TestNode node, String chain) {
        return BanyanClient.connect(
                ClientOptions.of("http://127.0.0.1:" + node.process().apiPort(), chain));
    }

    private static ChainEdge edge(BanyanClient main) {
        return main.tree().all().getEdgesList().stream()
                .filter(edge -> edge.getHosted())
                .findFirst()
                .orElse(ChainEdge.getDefaultInstance());
    }

    private static TransactionStatus renew(TestNode node, BanyanClient follower, BanyanClient followed, String who) {
        CryptoSuite suite = node.process()
                .host()
                .chain(DevelopmentChain.NAME)
                .orElseThrow()
                .rules()
                .suite();
        String checkpoint = Base64.getEncoder()
                .encodeToString(followed.tree().anchor().getCertifiedHeader().toByteArray());
        return follower.submitAndWait(
                follower.transaction(DevelopmentChain.CROSSCHAIN, "Renew")
                        .arguments(Json.object().put("checkpoint", checkpoint).build())
                        .sign(new DevKeys(suite).signer(who)),
                WaitFor.FINAL,
                PATIENCE);
    }
}
