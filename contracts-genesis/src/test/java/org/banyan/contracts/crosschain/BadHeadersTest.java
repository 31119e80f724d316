package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contracts.crosschain.BadHeaders.AT;
import static org.banyan.contracts.crosschain.BadHeaders.CHANGE;
import static org.banyan.contracts.crosschain.BadHeaders.corpus;
import static org.banyan.contracts.crosschain.BadHeaders.history;
import static org.banyan.contracts.crosschain.Edges.SUITE;
import static org.banyan.contracts.crosschain.Edges.chain;
import static org.banyan.contracts.crosschain.Edges.follow;

import java.util.TreeMap;
import java.util.stream.Stream;
import org.banyan.contract.ContractMethod;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.contracts.crosschain.BadHeaders.Bad;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Headers that must not be followed, the corpus of RELIABILITY.md T9 for edges: each is refused by its own rule, changes nothing, and a good header is taken after
 * it. The same for a child and for a parent.
 */
class BadHeadersTest {
    @TestFactory
    Stream<DynamicTest> bad_headers_of_a_child_are_refused() {
        CertifiedChain side = history("side");
        return corpus(side).stream()
                .map(bad -> DynamicTest.dynamicTest(bad.what(), () -> {
                    ContractTest chain = Edges.setup().start();
                    Edges.register(chain, "side-1", side).reply();
                    refuse(bad, side, chain, CrosschainClient.FOLLOW_CHILD);
                }));
    }

    @TestFactory
    Stream<DynamicTest> bad_headers_of_a_parent_are_refused() {
        CertifiedChain main = history("main");
        return corpus(main).stream()
                .map(bad -> DynamicTest.dynamicTest(bad.what(), () -> {
                    ContractTest chain =
                            Edges.setup().parent(Edges.parent(main)).start();
                    refuse(bad, main, chain, CrosschainClient.FOLLOW_PARENT);
                }));
    }

    private static void refuse(
            Bad bad, CertifiedChain other, ContractTest chain, ContractMethod<FollowRequest, FollowReply> method) {
        follow(chain, method, other.certified(0, AT)).reply();
        var before = chain.state();
        ChainView view = Edges.view(chain, other);

        CallResult<FollowReply> result = follow(chain, method, bad.header());

        Edges.assertFails(result, bad.code(), bad.text());
        assertThat(result.events()).isEmpty();
        assertThat(Edges.view(chain, other)).isEqualTo(view);
        assertThat(entries(chain.state())).isEqualTo(entries(before));
        assertThat(follow(chain, method, other.certified(AT, CHANGE)).reply().height())
                .as("a good header after it")
                .isEqualTo(CHANGE);
    }

    private static TreeMap<String, Bytes> entries(org.banyan.core.state.StateView state) {
        TreeMap<String, Bytes> entries = new TreeMap<>();
        state.scan(org.banyan.contract.SystemAddresses.of("crosschain", SUITE), Bytes.EMPTY, (key, value) -> {
            entries.put(key.toHex(), value);
            return true;
        });
        assertThat(entries).isNotEmpty();
        return entries;
    }

    @Test
    void an_inherent_for_the_other_direction_is_refused() {
        CertifiedChain side = history("side");
        CertifiedChain main = history("main");
        ContractTest chain = Edges.setup().parent(Edges.parent(main)).start();
        Edges.register(chain, "side-1", side).reply();

        Edges.assertFails(
                follow(chain, CrosschainClient.FOLLOW_PARENT, side.certified(0, AT)),
                CrosschainFailure.CHAIN_UNKNOWN,
                "not named as a parent");
        Edges.assertFails(
                follow(chain, CrosschainClient.FOLLOW_CHILD, main.certified(0, AT)),
                CrosschainFailure.CHAIN_UNKNOWN,
                "not registered as a child");
        assertThat(follow(chain, CrosschainClient.FOLLOW_CHILD, side.certified(0, AT))
                        .isSuccess())
                .isTrue();
        assertThat(follow(chain, CrosschainClient.FOLLOW_PARENT, main.certified(0, AT))
                        .isSuccess())
                .isTrue();
    }
}
