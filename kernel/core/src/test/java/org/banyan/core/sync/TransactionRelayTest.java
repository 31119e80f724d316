package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.PeerSettings;
import org.banyan.core.peers.Standing;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** NET-19: what a peer names and does not deliver costs time, and no transaction. */
class TransactionRelayTest {
    private static final NodeId WITHHOLDER = FakeNetwork.node(1);
    private static final NodeId HONEST = FakeNetwork.node(9);
    private static final Bytes TRANSACTION = Bytes.utf8("a transaction");

    private final Outbox outbox = new Outbox();
    private final Inventory inventory = new Inventory(FakeChain.HASH, PeerSettings.MEMORY_BYTES_MAX);
    private final TransactionRelay relay = new TransactionRelay(100_000, inventory, outbox);
    private final long id = inventory.shortId(TRANSACTION);
    private final List<ChainPeer> peers = new ArrayList<>();
    private final List<PeerRule> broken = new ArrayList<>();

    TransactionRelayTest() {
        Standing standing = new FakeChain().standing();
        for (int number = 1; number <= 9; number++) {
            peers.add(new ChainPeer(FakeNetwork.node(number), standing));
        }
    }

    private static TransactionNews known(Long... ids) {
        return new TransactionNews(List.of(), List.of(ids), List.of());
    }

    /** Whom the relay asked since the last time. */
    private List<NodeId> asked() throws CodecException {
        List<NodeId> asked = new ArrayList<>();
        for (ChainEffect effect : outbox.take()) {
            if (effect instanceof ChainEffect.Broke broke) {
                broken.add(broke.rule());
            }
            if (effect instanceof ChainEffect.Send send
                    && !TransactionNews.CODEC.decode(send.payload()).wanted().isEmpty()) {
                asked.add(send.to());
            }
        }
        return asked;
    }

    private List<NodeId> ticks(int count) throws CodecException {
        for (int i = 0; i < count; i++) {
            relay.tick(peers);
        }
        return asked();
    }

    @Test
    void who_names_a_transaction_and_withholds_it_is_scored_and_the_next_is_asked() throws CodecException {
        relay.received(WITHHOLDER, known(id));
        relay.received(HONEST, known(id));
        assertThat(asked()).containsExactly(WITHHOLDER);
        assertThat(ticks(TransactionRequests.PATIENCE_TICKS - 1)).isEmpty();
        assertThat(ticks(1)).containsExactly(HONEST);
        assertThat(broken).containsExactly(PeerRule.WITHHELD);

        relay.received(HONEST, new TransactionNews(List.of(TRANSACTION), List.of(), List.of()));
        assertThat(outbox.take()).hasSize(1).first().isInstanceOf(ChainEffect.Submit.class);
        assertThat(ticks(3 * TransactionRequests.PATIENCE_TICKS))
                .as("nothing is asked twice that came")
                .isEmpty();
        assertThat(broken).hasSize(1);
    }

    @Test
    void what_nobody_delivers_is_forgotten_and_asked_for_again_when_it_is_named_again() throws CodecException {
        relay.received(WITHHOLDER, known(id));
        assertThat(asked()).containsExactly(WITHHOLDER);
        assertThat(ticks(TransactionRequests.PATIENCE_TICKS)).isEmpty();
        relay.received(HONEST, known(id));
        assertThat(asked()).containsExactly(HONEST);
    }

    @Test
    void a_peer_that_leaves_is_replaced_at_once() throws CodecException {
        relay.received(WITHHOLDER, known(id));
        relay.received(HONEST, known(id));
        assertThat(asked()).containsExactly(WITHHOLDER);
        relay.left(WITHHOLDER);
        assertThat(asked()).containsExactly(HONEST);
    }

    @Test
    void withholders_who_are_known_do_not_fill_the_places_of_a_transaction() throws CodecException {
        for (int number = 1; number <= 5; number++) {
            relay.received(FakeNetwork.node(number), known((long) number)); // each shows that it withholds
        }
        ticks(TransactionRequests.PATIENCE_TICKS);
        assertThat(broken).hasSize(5);
        for (int number = 1; number <= 5; number++) {
            relay.received(FakeNetwork.node(number), known(id));
        }
        relay.received(HONEST, known(id));
        assertThat(asked()).containsExactly(WITHHOLDER);
        assertThat(ticks(TransactionRequests.PATIENCE_TICKS)).containsExactly(HONEST);
    }

    @Test
    void a_peer_whose_answers_are_limited_is_asked_for_the_rest_and_not_scored() throws CodecException {
        Bytes other = Bytes.utf8("another transaction");
        relay.received(HONEST, known(id, inventory.shortId(other)));
        relay.received(HONEST, new TransactionNews(List.of(TRANSACTION), List.of(), List.of()));
        asked();
        assertThat(ticks(TransactionRequests.PATIENCE_TICKS)).containsExactly(HONEST);
        assertThat(broken).isEmpty();
    }

    @Test
    void what_the_pool_refused_is_not_asked_for_again_for_a_while() throws CodecException {
        relay.received(HONEST, new TransactionNews(List.of(TRANSACTION), List.of(), List.of()));
        relay.judged(
                HONEST, List.of(TRANSACTION), List.of(new Verdict.Rejected(new RuleId("POOL-9"), "the pool is full")));
        relay.received(WITHHOLDER, known(id));
        assertThat(asked()).isEmpty();
        ticks(Inventory.REFUSED_TICKS);
        relay.received(WITHHOLDER, known(id));
        assertThat(asked()).containsExactly(WITHHOLDER);
    }

    @Test
    void what_is_waited_for_is_bounded_by_peer_and_in_all() {
        TransactionRequests requests = new TransactionRequests(outbox);
        for (int number = 1; number <= 4; number++) {
            long first = number * 1_000_000L;
            requests.named(
                    FakeNetwork.node(number),
                    LongStream.range(first, first + TransactionRequests.WAITING_MAX)
                            .boxed()
                            .toList());
            assertThat(requests.size())
                    .isEqualTo(Math.min(TransactionRequests.WAITING_MAX, number * TransactionRequests.PER_PEER_MAX));
        }
    }
}
