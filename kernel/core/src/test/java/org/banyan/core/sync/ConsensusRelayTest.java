package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.banyan.consensus.AgentEffect;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** Rules of docs/spi/network.md about channel {@code consensus}. */
class ConsensusRelayTest {
    private static final NodeId PEER = FakeNetwork.node(2);

    /** More blocks than the relay remembers. */
    private static final int BLOCKS = 1_100;

    private final FakeChain chain = new FakeChain().grow(3, 10);
    private final Outbox outbox = new Outbox();
    private final ConsensusRelay relay = new ConsensusRelay(chain, outbox);
    private final List<ChainPeer> peers =
            List.of(new ChainPeer(PEER, chain.standing()), new ChainPeer(FakeNetwork.node(3), chain.standing()));

    private static WitnessEntry vote(int number) {
        return new WitnessEntry(WitnessEntry.VOTE, Bytes.wrap(new byte[] {(byte) (number >> 8), (byte) number}));
    }

    private static Witness votes(int... numbers) {
        Witness votes = Witness.EMPTY;
        for (int number : numbers) {
            votes = votes.merge(Witness.of(vote(number)));
        }
        return votes;
    }

    /** What one peer was sent since the last time. */
    private List<ConsensusNews> told() {
        relay.flush(peers);
        return outbox.take().stream()
                .map(ChainEffect.Send.class::cast)
                .filter(send -> send.to().equals(PEER))
                .peek(send -> assertThat(send.channel()).isEqualTo(ChainChannel.CONSENSUS))
                .peek(send -> assertThat(send.payload().size()).isLessThan(Frame.PAYLOAD_BYTES_MAX))
                .map(send -> ConsensusNews.CODEC.decode(send.payload()))
                .toList();
    }

    @Test
    void a_vote_is_passed_on_once_whoever_brings_it_again() {
        BlockId head = chain.head();
        relay.grew(head, votes(1));
        assertThat(told()).containsExactly(news(head, votes(1)));

        relay.grew(head, votes(1));
        assertThat(told()).isEmpty();

        relay.grew(head, votes(1, 2));
        assertThat(told()).as("only what is new").containsExactly(news(head, votes(2)));
    }

    @Test
    void what_was_told_with_the_block_is_not_told_again() {
        relay.stored(chain.head(), votes(1, 2));
        relay.grew(chain.head(), votes(1, 2, 3));
        assertThat(told()).containsExactly(news(chain.head(), votes(3)));
    }

    @Test
    void what_gathers_between_two_flushes_goes_out_together_and_to_every_peer() {
        relay.grew(chain.head(), votes(1));
        relay.grew(chain.head(), votes(1, 2));
        relay.flush(peers);
        assertThat(outbox.take()).hasSize(peers.size());
        assertThat(told()).as("and then it is done").isEmpty();
    }

    @Test
    void of_many_blocks_the_oldest_are_forgotten_and_frames_keep_their_limits() {
        List<BlockId> blocks = new FakeChain().grow(BLOCKS, 10).ids();
        blocks.forEach(block -> relay.grew(block, votes(1)));
        List<ConsensusNews> first = told();
        assertThat(first).allMatch(news -> news.grown().size() <= ConsensusNews.ITEMS_MAX);
        assertThat(first.stream().mapToInt(news -> news.grown().size()).sum()).isEqualTo(blocks.size());

        relay.grew(blocks.getLast(), votes(1));
        assertThat(told()).as("the newest is remembered").isEmpty();
        relay.grew(blocks.getFirst(), votes(1));
        assertThat(told()).as("the oldest is forgotten, so it is told again").hasSize(1);
    }

    @Test
    void words_of_agents_beyond_what_may_wait_are_lost() {
        for (int i = 0; i < 2 * ConsensusNews.ITEMS_MAX; i++) {
            relay.spoke(Bytes.wrap(new byte[] {(byte) i}));
        }
        assertThat(told()).hasSize(ConsensusNews.ITEMS_MAX);
        relay.spoke(Bytes.wrap(new byte[] {1}));
        assertThat(told()).as("there is room again").hasSize(1);
    }

    @Test
    void votes_and_words_of_peers_go_to_the_chain_but_no_word_that_is_too_long() {
        Bytes word = Bytes.wrap(new byte[AgentEffect.Send.BYTES_MAX]);
        Bytes tooLong = Bytes.wrap(new byte[AgentEffect.Send.BYTES_MAX + 1]);
        relay.received(
                PEER,
                new ConsensusNews(List.of(new ConsensusNews.Grown(chain.head(), votes(7))), List.of(tooLong, word)));
        assertThat(outbox.take())
                .satisfiesExactly(
                        added -> assertThat(added).isEqualTo(new ChainEffect.AddWitness(chain.head(), votes(7))),
                        broke -> assertThat(broke).isInstanceOfSatisfying(ChainEffect.Broke.class, penalty -> {
                            assertThat(penalty.peer()).isEqualTo(PEER);
                            assertThat(penalty.rule()).isEqualTo(PeerRule.MESSAGE);
                        }),
                        heard -> assertThat(heard).isEqualTo(new ChainEffect.Hear(word)));
    }

    @Test
    void a_message_of_more_items_than_allowed_is_not_read() {
        Bytes crowded = ConsensusNews.CODEC.encode(new ConsensusNews(
                List.of(), Collections.nCopies(ConsensusNews.ITEMS_MAX + 1, Bytes.wrap(new byte[] {1}))));
        assertThatThrownBy(() -> ConsensusNews.CODEC.decode(crowded)).isInstanceOf(CodecException.class);
    }

    @Test
    void the_newest_votes_are_said_again_only_while_nothing_becomes_final() {
        FakeChain voted = new FakeChain(3).grow(6, 10);
        ConsensusRelay stuck = new ConsensusRelay(voted, outbox);
        stuck.repeat(peers);
        assertThat(outbox.take()).as("final for the first time").isEmpty();
        stuck.repeat(peers);
        assertThat(outbox.take()).hasSize(peers.size());

        voted.grow(1, 10);
        stuck.repeat(peers);
        assertThat(outbox.take()).as("something became final").isEmpty();
    }

    private static ConsensusNews news(BlockId block, Witness entries) {
        return new ConsensusNews(List.of(new ConsensusNews.Grown(block, entries)), List.of());
    }
}
