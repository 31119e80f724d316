package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.PeerSettings;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.codec.CodecException;
import org.banyan.types.specification.Limits;
import org.junit.jupiter.api.Test;

/** Rules of docs/spi/network.md about relay and catching up. */
class ChainPeersTest {
    private static final int LARGE = 50_000;

    private final FakeNetwork network = new FakeNetwork();

    @Test
    void a_node_that_is_far_behind_catches_up_from_several_peers() {
        FakeChain behind = new FakeChain();
        FakeChain ahead = new FakeChain().grow(700, 100);
        network.add(1, behind).add(2, ahead).add(3, new FakeChain().grow(700, 100));
        network.link(1, 2);
        network.link(1, 3);
        network.ticks(8);
        assertThat(behind.head()).isEqualTo(ahead.head());
        assertThat(network.broken).isEmpty();
        assertThat(network.imported).isEqualTo(700);
    }

    @Test
    void bodies_are_asked_of_peers_that_say_they_have_them() {
        FakeChain behind = new FakeChain();
        FakeChain pruned = new FakeChain().grow(700, 100);
        pruned.bodiesFrom = 600;
        network.add(1, behind).add(2, pruned).add(3, new FakeChain().grow(500, 100));
        network.link(1, 2);
        network.link(1, 3);
        network.ticks(60);
        assertThat(behind.head())
                .as("below 500 from one, above 600 from the other, between from nobody")
                .isNotEqualTo(pruned.head());
        assertThat(behind.ids()).hasSizeGreaterThan(490);
        assertThat(network.broken).isEmpty();
    }

    @Test
    void a_node_whose_peers_all_lack_the_next_body_waits_and_blames_nobody() {
        FakeChain behind = new FakeChain().grow(5, 100);
        FakeChain pruned = new FakeChain().grow(700, 100);
        pruned.bodiesFrom = 600;
        network.add(1, behind).add(2, pruned);
        network.link(1, 2);
        network.ticks(100);
        assertThat(network.imported).isZero();
        assertThat(network.broken).isEmpty();
    }

    @Test
    void large_bodies_come_in_parts() {
        FakeChain behind = new FakeChain();
        FakeChain ahead = new FakeChain().grow(3, 1_000_000);
        network.add(1, behind).add(2, ahead);
        network.link(1, 2);
        network.ticks(8);
        assertThat(behind.head()).isEqualTo(ahead.head());
    }

    @Test
    void a_new_block_costs_little_to_whom_has_its_transactions() {
        FakeChain one = new FakeChain().grow(5, 10);
        FakeChain other = new FakeChain().grow(5, 10);
        network.add(1, one).add(2, other);
        network.link(1, 2);
        network.ticks(2);
        Bytes transaction = Bytes.wrap(new byte[LARGE]);
        network.event(FakeNetwork.node(1), new ChainEvent.Admitted(transaction));
        network.settle();
        assertThat(network.submitted).isEqualTo(1);

        network.bytes.clear();
        Block block = FakeChain.block(6, one.head(), List.of(transaction));
        one.add(block);
        network.event(FakeNetwork.node(1), new ChainEvent.Stored(one.head(), block, one.witness(one.head())));
        network.settle();
        assertThat(other.head()).isEqualTo(one.head());
        assertThat(network.bytes.get(ChainChannel.BLOCKS)).isLessThan(1_000);
        assertThat(network.bytes).as("no body was asked for").doesNotContainKey(ChainChannel.SYNC);
    }

    @Test
    void a_new_block_reaches_whom_lacks_its_transactions() {
        FakeChain one = new FakeChain().grow(5, 10);
        FakeChain other = new FakeChain().grow(5, 10);
        network.add(1, one).add(2, other);
        network.link(1, 2);
        network.ticks(2);
        Block block = FakeChain.block(6, one.head(), List.of(Bytes.wrap(new byte[LARGE])));
        one.add(block);
        network.event(FakeNetwork.node(1), new ChainEvent.Stored(one.head(), block, one.witness(one.head())));
        network.settle();
        assertThat(other.head()).isEqualTo(one.head());
    }

    @Test
    void two_transactions_that_share_a_short_id_cost_a_request_and_nobody_points() {
        FakeChain one = new FakeChain().grow(5, 10);
        FakeChain other = new FakeChain().grow(5, 10);
        network.add(1, one).add(2, other);
        network.link(1, 2);
        network.ticks(2);
        Bytes known = Bytes.wrap(new byte[LARGE]);
        network.event(FakeNetwork.node(2), new ChainEvent.Admitted(known));
        network.settle();
        long shared = new Inventory(FakeChain.HASH, PeerSettings.MEMORY_BYTES_MAX).shortId(known);
        Block block = FakeChain.block(6, one.head(), List.of(Bytes.wrap(new byte[LARGE + 1])));
        network.wire = (from, payload) -> {
            try {
                BlockNews news = BlockNews.CODEC.decode(payload);
                return BlockNews.CODEC.encode(new BlockNews(news.sealed(), true, news.inherents(), List.of(shared)));
            } catch (CodecException another) {
                return payload;
            }
        };
        one.add(block);
        network.event(FakeNetwork.node(1), new ChainEvent.Stored(one.head(), block, one.witness(one.head())));
        network.settle();
        assertThat(other.head()).isEqualTo(one.head());
        assertThat(network.broken).isEmpty();
    }

    @Test
    void a_transaction_is_passed_on_once_and_to_whom_lacks_it() {
        network.add(1, new FakeChain()).add(2, new FakeChain()).add(3, new FakeChain());
        network.link(1, 2);
        network.link(2, 3);
        network.event(FakeNetwork.node(1), new ChainEvent.Admitted(Bytes.wrap(new byte[LARGE])));
        network.settle();
        network.ticks(4);
        assertThat(network.submitted).as("judged by the second and the third").isEqualTo(2);
        assertThat(network.bytes.get(ChainChannel.TRANSACTIONS)).isLessThan(2L * LARGE + 1_000);
    }

    @Test
    void a_body_that_is_another_is_refused_and_its_giver_scored() {
        FakeChain behind = new FakeChain();
        FakeChain liar = new FakeChain().grow(40, 100);
        network.add(1, behind).add(2, liar);
        network.wire = (from, payload) -> {
            byte[] bytes = payload.toArray();
            if (from.equals(FakeNetwork.node(2)) && bytes.length > 100 && bytes[0] == (5 << 3 | 2)) {
                bytes[bytes.length - 1] ^= 1; // the last byte of a body part is one of its transaction
            }
            return Bytes.wrap(bytes);
        };
        network.link(1, 2);
        network.ticks(2);
        assertThat(network.broken).contains(PeerRule.BODY);
        assertThat(network.imported).isZero();
    }

    @Test
    void headers_that_do_not_continue_each_other_are_refused() {
        FakeChain behind = new FakeChain();
        network.add(1, behind).add(2, new FakeChain().grow(40, 100));
        network.link(1, 2);
        Block stranger = FakeChain.block(9, behind.head(), List.of());
        network.wire = (from, payload) -> from.equals(FakeNetwork.node(2)) && payload.at(0) == (3 << 3 | 2)
                ? SyncMessage.CODEC.encode(SyncMessage.of(
                        new SyncMessage.Headers(List.of(new SealedHeader(stranger.header(), Witness.EMPTY)))))
                : payload;
        network.settle();
        assertThat(network.broken).containsExactly(PeerRule.HEADERS);
    }

    @Test
    void what_was_not_asked_for_and_what_is_no_message_is_scored() {
        network.add(1, new FakeChain()).add(2, new FakeChain());
        network.link(1, 2);
        network.settle();
        Bytes unasked = SyncMessage.CODEC.encode(SyncMessage.of(new SyncMessage.Headers(List.of())));
        network.event(FakeNetwork.node(1), new ChainEvent.Said(FakeNetwork.node(2), ChainChannel.SYNC, unasked));
        network.settle();
        assertThat(network.broken).containsExactly(PeerRule.UNASKED);
        for (ChainChannel channel : ChainChannel.values()) {
            network.broken.clear();
            network.event(FakeNetwork.node(1), new ChainEvent.Said(FakeNetwork.node(2), channel, Bytes.wrap(new byte[] {
                (byte) 0xff, 1, 2
            })));
            network.settle();
            assertThat(network.broken).as("channel %s", channel).containsExactly(PeerRule.MESSAGE);
        }
    }

    @Test
    void a_third_of_the_peers_cannot_make_a_node_look_behind_by_claiming_much() {
        ChainPeers node =
                new ChainPeers(FakeChain.ID, FakeChain.HASH, Limits.DEFAULT, 64L << 20, new FakeChain().grow(10, 10));
        assertThat(node.heightClaimed()).as("alone").isEqualTo(10);
        join(node, 1, new FakeChain().grow(90, 10));
        assertThat(node.heightClaimed()).as("the only peer is believed").isEqualTo(90);
        join(node, 2, new FakeChain().grow(11, 10));
        join(node, 3, new FakeChain().grow(9, 10));
        assertThat(node.heightClaimed()).as("one of three claims more").isEqualTo(11);
        join(node, 4, new FakeChain().grow(95, 10));
        assertThat(node.heightClaimed()).as("two of four claim more").isEqualTo(90);
    }

    private static void join(ChainPeers node, long peer, FakeChain chain) {
        assertThat(node.step(new ChainEvent.Joined(FakeNetwork.node(peer), chain.standing())))
                .isNotEmpty();
    }

    @Test
    void a_peer_that_promises_and_does_not_deliver_is_left_for_another() {
        FakeChain behind = new FakeChain();
        FakeChain honest = new FakeChain().grow(60, 100);
        network.add(1, behind).add(2, new FakeChain().grow(90, 100)).add(3, honest);
        network.wire = (from, payload) -> from.equals(FakeNetwork.node(2)) && payload.at(0) != (1 << 3 | 2)
                ? SyncMessage.CODEC.encode(SyncMessage.of(honest.standing()))
                : payload;
        network.link(1, 2);
        network.link(1, 3);
        network.ticks(3 * Sync.PATIENCE_TICKS);
        assertThat(network.broken).contains(PeerRule.LATE);
        assertThat(behind.standing().height()).isEqualTo(honest.standing().height());
    }
}
