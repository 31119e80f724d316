package org.banyan.mainchain.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.TimedLightClient;
import org.banyan.crosschain.ChainAccess;
import org.banyan.crosschain.ChainAccess.Standing;
import org.banyan.crosschain.HeaderFeed;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.crypto.CryptoSuite;

/** Somebody outside who has a checkpoint, a clock and what the feed hands out of a chain: headers, certificates, sets. */
final class HeadersAlone {
    private final ConsensusFactory consensus;
    private final CryptoSuite suite;
    private TimedLightClient client;
    private int changes;

    HeadersAlone(ConsensusFactory consensus, CryptoSuite suite, Checkpoint from) {
        this.consensus = consensus;
        this.suite = suite;
        this.client = timed(from);
    }

    private TimedLightClient timed(Checkpoint from) {
        return new TimedLightClient(
                consensus.lightClient(suite, from), TimedLightClient.TRUST_MILLIS, MixedTree.SLOT / 4);
    }

    /** Starts again from what somebody it believes knows. */
    void trust(Checkpoint newer) {
        client = timed(newer);
    }

    Checkpoint latest() {
        return client.latest();
    }

    /** Changes of the producers that it followed. */
    int changes() {
        return changes;
    }

    /** Follows everything that the chain has. */
    void catchUp(ChainAccess chain, Timestamp now) {
        Optional<CertifiedHeader> next = next(chain);
        while (next.isPresent()) {
            assertThat(follow(next.get(), now))
                    .as("header %s of %s", next.get().header().height(), consensus.id())
                    .isEqualTo(Verdict.ACCEPTED);
            next = next(chain);
        }
    }

    Optional<CertifiedHeader> next(ChainAccess chain) {
        Hash set = latest().childSet().id(suite.hash());
        BlockId block = latest().header().id(suite.hash());
        return HeaderFeed.next(chain, new Standing(latest().header().height(), block, set));
    }

    Verdict follow(CertifiedHeader next, Timestamp now) {
        var step = client.follow(now, next.header(), next.certificate(), next.nextSet());
        client = step.next();
        changes += step.verdict().isAccepted() && next.nextSet().isPresent() ? 1 : 0;
        return step.verdict();
    }
}
