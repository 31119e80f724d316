package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.junit.jupiter.api.Test;

/** NET-11 and NET-14: a body that one peer withholds comes from another. */
class BodyFetchesTest {
    private static final int BODY_PART = 5 << 3 | 2;

    private final FakeNetwork network = new FakeNetwork();
    private final FakeChain node = new FakeChain().grow(5, 10);
    private final Block block = FakeChain.block(6, node.head(), List.of(Bytes.wrap(new byte[300_000])));

    BodyFetchesTest() {
        network.add(1, node).add(2, new FakeChain().grow(5, 10)).add(3, new FakeChain().grow(5, 10));
        network.link(1, 2);
        network.link(1, 3);
        network.ticks(2);
    }

    /** Both peers make the block known, the second node first. */
    private void announce() {
        for (int number = 2; number <= 3; number++) {
            FakeChain chain = network.chain(FakeNetwork.node(number));
            chain.add(block);
            network.event(
                    FakeNetwork.node(number), new ChainEvent.Stored(chain.head(), block, chain.witness(chain.head())));
        }
    }

    @Test
    void a_withheld_body_comes_from_another_peer_after_a_second() {
        network.withheld = (from, payload) -> from.equals(FakeNetwork.node(2)) && payload.at(0) == BODY_PART;
        announce();
        network.settle();
        network.ticks(BodyFetches.SWITCH_TICKS - 1);
        assertThat(node.standing().height().value()).isEqualTo(5);
        network.ticks(1);
        assertThat(node.head()).isEqualTo(block.header().id(FakeChain.HASH));
        assertThat(network.broken).as("a second is no fault").isEmpty();
        network.ticks(BodyFetches.PATIENCE_TICKS);
        assertThat(network.broken).as("five are one").containsExactly(PeerRule.LATE);
    }

    @Test
    void a_part_that_comes_late_from_a_peer_that_was_left_is_no_fault_once() {
        network.withheld = (from, payload) -> from.equals(FakeNetwork.node(2)) && payload.at(0) == BODY_PART;
        announce();
        network.settle();
        network.ticks(BodyFetches.SWITCH_TICKS);
        Bytes part = SyncMessage.CODEC.encode(SyncMessage.of(new Serving(network.chain(FakeNetwork.node(2)))
                .body(new SyncMessage.WantBody(block.header().id(FakeChain.HASH), 0))));
        ChainEvent late = new ChainEvent.Said(FakeNetwork.node(2), ChainChannel.SYNC, part);
        network.event(FakeNetwork.node(1), late);
        network.settle();
        assertThat(network.broken).isEmpty();
        network.event(FakeNetwork.node(1), late);
        network.settle();
        assertThat(network.broken).containsExactly(PeerRule.UNASKED);
    }

    @Test
    void a_peer_that_leaves_is_replaced_at_once() {
        network.withheld = (from, payload) -> from.equals(FakeNetwork.node(2)) && payload.at(0) == BODY_PART;
        announce();
        network.settle();
        network.event(FakeNetwork.node(1), new ChainEvent.Left(FakeNetwork.node(2)));
        network.settle();
        assertThat(node.head()).isEqualTo(block.header().id(FakeChain.HASH));
    }

    @Test
    void a_part_that_is_shorter_than_it_must_be_is_refused() {
        network.wire = (from, payload) -> {
            if (!from.equals(FakeNetwork.node(2)) || payload.at(0) != BODY_PART) {
                return payload;
            }
            return SyncMessage.CODEC.encode(SyncMessage.of(new SyncMessage.BodyPart(
                    block.header().id(FakeChain.HASH), true, 300_000, 0, Bytes.wrap(new byte[1]))));
        };
        announce();
        network.settle();
        assertThat(network.broken).containsExactly(PeerRule.BODY);
        assertThat(node.head()).as("from the other").isEqualTo(block.header().id(FakeChain.HASH));
    }

    @Test
    void a_block_that_its_chain_refuses_is_the_fault_of_who_told_of_it_and_not_of_who_gave_the_body() {
        network.withheld = (from, payload) -> from.equals(FakeNetwork.node(2)) && payload.at(0) == BODY_PART;
        node.refuses = true;
        announce();
        network.settle();
        network.ticks(BodyFetches.SWITCH_TICKS);
        assertThat(network.faults).containsExactly(FakeNetwork.node(2) + " " + PeerRule.BLOCK);
    }
}
