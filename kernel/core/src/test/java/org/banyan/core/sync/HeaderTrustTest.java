package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.PeerSettings;
import org.banyan.types.BlockId;
import org.banyan.types.specification.Limits;
import org.junit.jupiter.api.Test;

/** What somebody without a producer's key, or without a quorum, can make a node fetch. */
class HeaderTrustTest {
    private static final int WANT_BODY = 4 << 3 | 2;
    private static final int BODY_PART = 5 << 3 | 2;

    private final FakeNetwork network = new FakeNetwork();
    private final FakeChain node = new FakeChain();
    private final List<BlockId> wanted = new ArrayList<>();

    /** Three peers that are far ahead and bring no body. */
    private void ahead(boolean certified) {
        network.withheld = (from, payload) -> {
            if (payload.at(0) == WANT_BODY) {
                wanted.add(SyncMessage.CODEC
                        .decode(payload)
                        .wantBody()
                        .orElseThrow()
                        .block());
            }
            return payload.at(0) == BODY_PART;
        };
        network.add(1, node);
        for (int number = 2; number <= 4; number++) {
            FakeChain chain = new FakeChain().grow(100, 100);
            chain.certifies = certified;
            network.add(number, chain);
            network.link(1, number);
        }
        network.settle();
    }

    @Test
    void bodies_of_headers_that_no_quorum_speaks_for_are_fetched_a_few_at_a_time() {
        ahead(false);
        assertThat(wanted).hasSize(HeaderTrust.UNCERTIFIED_MAX);
    }

    @Test
    void bodies_below_a_certificate_of_the_known_set_are_fetched_in_the_whole_window() {
        assertThat(PeerSettings.MEMORY_BYTES_MAX / Limits.DEFAULT.blockBytes())
                .as("the window in blocks")
                .isEqualTo(8);
        ahead(true);
        assertThat(wanted).hasSize(8);
    }

    @Test
    void a_first_header_with_a_bad_seal_makes_this_node_fetch_nothing() {
        node.seals = false;
        ahead(true);
        assertThat(wanted).isEmpty();
        assertThat(network.broken).isNotEmpty().containsOnly(PeerRule.BLOCK);
    }

    @Test
    void a_node_with_little_memory_fetches_fewer_bodies_at_once() {
        network.memoryBytes = 2 * Limits.DEFAULT.blockBytes();
        ahead(true);
        assertThat(wanted).hasSize(2);
    }
}
