package org.banyan.core.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.Link.Direction;
import org.banyan.spi.network.NetworkListener.Ending;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.junit.jupiter.api.Test;

/** Rules of docs/spi/network.md about who may be a peer. */
class PeersTest {
    private static final NodeId SELF = node(5);
    private static final NodeId PEER = node(7);
    private static final ChainId CHAIN = new ChainId(new Hash(1, 2, 3, 4));
    private static final ChainId FOREIGN = new ChainId(new Hash(9, 2, 3, 4));
    private static final Standing STANDING = new Standing(
            new BlockId(new Hash(0, 0, 0, 1)), new Height(3), new BlockId(new Hash(0, 0, 0, 2)), new Height(1));

    private Timestamp now = new Timestamp(1_000_000);

    private static NodeId node(long number) {
        return new NodeId(new Hash(number, 0, 0, 0));
    }

    private static PeerAddress address(NodeId id) {
        return new PeerAddress(id, "10.0.0.1", 7072);
    }

    private Peers peers(NodeId self, PeerAddress... dialed) {
        return peers(
                new PeerSettings(self, "test", List.of(dialed), false, List.of(), 4, PeerSettings.MEMORY_BYTES_MAX));
    }

    private Peers peers(PeerSettings settings) {
        return new Peers(settings, () -> List.of(new Greeting.Hosted(CHAIN, STANDING)), now);
    }

    private static Frame greeting(NodeId from, NodeId to, int versionMin, ChainId chain) {
        return new Frame(
                Peers.NODE_CHANNEL,
                Greeting.CODEC.encode(new Greeting(
                        from, to, versionMin, versionMin, "test", List.of(new Greeting.Hosted(chain, STANDING)))));
    }

    private List<PeerEffect> open(Peers peers, long number, NodeId peer, Direction direction) {
        return peers.step(new PeerEvent.Opened(now, new Link(number, peer, "10.0.0.1", direction)));
    }

    private List<PeerEffect> receive(Peers peers, long link, Frame frame) {
        return peers.step(new PeerEvent.Received(now, link, frame));
    }

    private static List<String> closings(List<PeerEffect> effects) {
        List<String> reasons = new ArrayList<>();
        effects.forEach(effect -> {
            if (effect instanceof PeerEffect.Close close) {
                reasons.add(close.reason());
            }
        });
        return reasons;
    }

    @Test
    void a_peer_with_a_chain_in_common_joins_and_its_words_reach_the_chain() {
        Peers peers = peers(SELF);
        open(peers, 1, PEER, Direction.INBOUND);
        assertThat(receive(peers, 1, greeting(PEER, SELF, Greeting.VERSION, CHAIN)))
                .contains(new PeerEffect.Joined(CHAIN, PEER, STANDING));
        Bytes word = Bytes.utf8("word");
        assertThat(receive(peers, 1, new Frame(ChainChannel.SYNC.name(CHAIN), word)))
                .containsExactly(new PeerEffect.Said(CHAIN, PEER, ChainChannel.SYNC, word), new PeerEffect.Handled(1));
        assertThat(peers.step(new PeerEvent.Closed(now, 1, Ending.ENDED, "gone")))
                .contains(new PeerEffect.Left(CHAIN, PEER));
    }

    @Test
    void a_greeting_that_was_made_for_another_link_is_refused_and_its_sender_banned() {
        Peers peers = peers(SELF);
        open(peers, 1, PEER, Direction.INBOUND);
        assertThat(closings(receive(peers, 1, greeting(node(8), SELF, Greeting.VERSION, CHAIN))))
                .first()
                .asString()
                .contains("NET-17");
        open(peers, 2, node(9), Direction.INBOUND);
        assertThat(closings(receive(peers, 2, greeting(node(9), node(6), Greeting.VERSION, CHAIN))))
                .isNotEmpty();
        assertThat(closings(open(peers, 3, PEER, Direction.INBOUND)))
                .first()
                .asString()
                .contains("NET-3");
    }

    @Test
    void a_foreign_chain_and_a_foreign_version_are_refused_without_a_ban() {
        Peers peers = peers(SELF);
        open(peers, 1, PEER, Direction.INBOUND);
        assertThat(closings(receive(peers, 1, greeting(PEER, SELF, Greeting.VERSION, FOREIGN))))
                .first()
                .asString()
                .contains("NET-4");
        open(peers, 2, PEER, Direction.INBOUND);
        assertThat(closings(receive(peers, 2, greeting(PEER, SELF, Greeting.VERSION + 1, CHAIN))))
                .first()
                .asString()
                .contains("NET-5");
        assertThat(closings(open(peers, 3, PEER, Direction.INBOUND))).isEmpty();
    }

    @Test
    void whoever_does_not_greet_first_or_greets_twice_or_says_no_frame_is_banned() {
        Peers peers = peers(SELF);
        open(peers, 1, node(10), Direction.INBOUND);
        assertThat(closings(receive(peers, 1, new Frame(ChainChannel.SYNC.name(CHAIN), Bytes.EMPTY))))
                .isNotEmpty();
        open(peers, 2, node(11), Direction.INBOUND);
        receive(peers, 2, greeting(node(11), SELF, Greeting.VERSION, CHAIN));
        assertThat(closings(receive(peers, 2, greeting(node(11), SELF, Greeting.VERSION, CHAIN))))
                .isNotEmpty();
        open(peers, 3, node(12), Direction.INBOUND);
        peers.step(new PeerEvent.Closed(now, 3, Ending.MALFORMED, "no frame"));
        for (int banned = 10; banned <= 12; banned++) {
            assertThat(closings(open(peers, banned, node(banned), Direction.INBOUND)))
                    .first()
                    .asString()
                    .contains("NET-17");
        }
        now = now.plusMillis(Scores.BAN_MILLIS_MIN);
        assertThat(closings(open(peers, 20, node(10), Direction.INBOUND)))
                .as("a ban ends")
                .isEmpty();
    }

    @Test
    void no_greeting_in_time_ends_the_link() {
        Peers peers = peers(SELF);
        open(peers, 1, PEER, Direction.INBOUND);
        now = now.plusMillis(Peers.GREETING_MILLIS_MAX + 1);
        assertThat(closings(peers.step(new PeerEvent.Tick(now))))
                .first()
                .asString()
                .contains("NET-7");
    }

    @Test
    void small_faults_add_up_and_fade() {
        Peers peers = peers(SELF);
        open(peers, 1, PEER, Direction.INBOUND);
        receive(peers, 1, greeting(PEER, SELF, Greeting.VERSION, CHAIN));
        for (int i = 0; i < 9; i++) {
            now = now.plusMillis(10 * Scores.POINT_MILLIS);
            assertThat(closings(peers.step(new PeerEvent.Broke(now, PEER, PeerRule.LATE, "late"))))
                    .isEmpty();
        }
        List<String> closed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            closed.addAll(closings(peers.step(new PeerEvent.Broke(now, PEER, PeerRule.LATE, "late"))));
        }
        assertThat(closed).hasSize(1);
    }

    @Test
    void two_nodes_that_dial_each_other_keep_the_same_link() {
        Peers low = peers(SELF);
        Peers high = peers(PEER);
        open(low, 1, PEER, Direction.OUTBOUND); // link A, opened by the lower id
        open(low, 2, PEER, Direction.INBOUND); // link B
        open(high, 11, SELF, Direction.INBOUND); // link A
        open(high, 12, SELF, Direction.OUTBOUND); // link B
        List<PeerEffect> atLow = new ArrayList<>(receive(low, 2, greeting(PEER, SELF, Greeting.VERSION, CHAIN)));
        atLow.addAll(receive(low, 1, greeting(PEER, SELF, Greeting.VERSION, CHAIN)));
        List<PeerEffect> atHigh = new ArrayList<>(receive(high, 11, greeting(SELF, PEER, Greeting.VERSION, CHAIN)));
        atHigh.addAll(receive(high, 12, greeting(SELF, PEER, Greeting.VERSION, CHAIN)));
        assertThat(atLow)
                .filteredOn(PeerEffect.Close.class::isInstance)
                .hasSize(1)
                .first()
                .satisfies(
                        close -> assertThat(((PeerEffect.Close) close).link()).isEqualTo(2));
        assertThat(atHigh)
                .filteredOn(PeerEffect.Close.class::isInstance)
                .hasSize(1)
                .first()
                .satisfies(
                        close -> assertThat(((PeerEffect.Close) close).link()).isEqualTo(12));
    }

    @Test
    void a_named_peer_is_dialed_again_after_ever_longer_pauses() {
        PeerAddress named = address(PEER);
        Peers peers = peers(SELF, named);
        int dials = 0;
        for (int second = 0; second < 120; second++) {
            now = now.plusMillis(1_000);
            if (peers.step(new PeerEvent.Tick(now)).contains(new PeerEffect.Dial(named))) {
                dials++;
                peers.step(new PeerEvent.NotOpened(now, named, "refused"));
            }
        }
        assertThat(dials).isBetween(6, 9);
    }

    @Test
    void with_a_list_only_listed_and_named_peers_come_in() {
        NodeId named = node(8);
        Peers peers = peers(new PeerSettings(
                SELF, "test", List.of(address(named)), true, List.of(PEER), 4, PeerSettings.MEMORY_BYTES_MAX));
        assertThat(closings(open(peers, 1, PEER, Direction.INBOUND))).isEmpty();
        assertThat(closings(open(peers, 2, named, Direction.INBOUND))).isEmpty();
        assertThat(closings(open(peers, 3, node(9), Direction.INBOUND)))
                .first()
                .asString()
                .contains("NET-16", "only named and listed peers");
    }

    @Test
    void a_list_that_changes_lets_newcomers_in_and_cuts_off_who_is_gone_from_it() {
        NodeId named = node(8);
        Peers peers = peers(new PeerSettings(
                SELF, "test", List.of(address(named)), true, List.of(PEER), 4, PeerSettings.MEMORY_BYTES_MAX));
        open(peers, 1, PEER, Direction.INBOUND);
        receive(peers, 1, greeting(PEER, SELF, Greeting.VERSION, CHAIN));
        open(peers, 2, named, Direction.OUTBOUND);
        receive(peers, 2, greeting(named, SELF, Greeting.VERSION, CHAIN));
        assertThat(peers.linked())
                .containsExactly(
                        new LinkedPeer(PEER, "10.0.0.1", Direction.INBOUND, "test", false),
                        new LinkedPeer(named, "10.0.0.1", Direction.OUTBOUND, "test", true));

        List<PeerEffect> effects = peers.step(new PeerEvent.Listed(now, List.of(node(9))));

        assertThat(effects).contains(new PeerEffect.Left(CHAIN, PEER));
        assertThat(closings(effects)).singleElement().asString().contains("NET-16", "not listed any more");
        assertThat(closings(open(peers, 3, node(9), Direction.INBOUND))).isEmpty();
        assertThat(closings(open(peers, 4, PEER, Direction.INBOUND))).isNotEmpty();
    }

    @Test
    void a_list_cuts_nobody_off_where_any_peer_is_let_in() {
        Peers peers = peers(SELF);
        open(peers, 1, PEER, Direction.INBOUND);
        assertThat(peers.step(new PeerEvent.Listed(now, List.of()))).isEmpty();
        assertThat(closings(open(peers, 2, node(9), Direction.INBOUND))).isEmpty();
    }
}
