package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.finality.Evidence;
import org.banyan.consensus.finality.VoteData;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.VoteSignature;

/** Values with every field set. */
final class Samples {
    static final TestProducers FOUR = TestProducers.count(Walk.SUITE, 4);
    static final TestProducers NEXT = TestProducers.named(Walk.SUITE, "producer-0", "anna", "bert", "carl", "dora");

    private Samples() {}

    static DposParameters parameters() {
        return new DposParameters(
                FOUR.set(), 9, Growth.YEARLY, 1_000, 90_000, 80_000, List.of(new Elected(3, NEXT.set())));
    }

    static HeaderData data() {
        Walk walk = new Walk(Walk.endless(FOUR.set()));
        Header header = new Header(
                Header.VERSION,
                walk.chain().id(),
                new Height(4),
                new BlockId(new Hash(1, 2, 3, 4)),
                new Timestamp(77),
                new Hash(1, 1, 1, 1),
                new Hash(2, 1, 1, 1),
                new Hash(3, 1, 1, 1),
                new Hash(4, 1, 1, 1),
                List.of());
        return new HeaderData(
                Optional.of(new Hash(1, 2, 3, 5)),
                Optional.of(new Hash(1, 2, 3, 6)),
                Optional.of(Elections.approved(walk.parameters(), FOUR, 2, NEXT.set())),
                Optional.of(new DoubleSeal(3, header, Bytes.fromHex("0102"), header, Bytes.fromHex("0103"))),
                Optional.empty());
    }

    /** Two votes of one delegate in one round. */
    static Evidence votes() {
        return new Evidence(vote(1), vote(2), List.of());
    }

    private static Certificate vote(long block) {
        return new Certificate(
                new Walk(Walk.endless(FOUR.set())).chain().id(),
                new Height(5),
                new BlockId(new Hash(block, 2, 3, 4)),
                FOUR.set().id(Walk.SUITE.hash()),
                VoteData.CODEC.encode(VoteData.precommit(0, 9)),
                List.of(new VoteSignature(2, Bytes.fromHex("0a0b0c"))));
    }

    /** A state in the middle of things: values open, one suspended, one in jail, a round that is not final, others elected. */
    static Content content() {
        Walk walk = new Walk(new DposParameters(FOUR.set(), 4, Growth.FREE, 1_000, 90_000, 80_000, List.of()));
        walk.until(15).silence(walk.delegate(16)).until(16);
        walk.step(Optional.of(Elections.approved(walk.parameters(), FOUR, 2, NEXT.set())))
                .until(22);
        Content content = walk.content();
        List<Delegate> delegates = new ArrayList<>(content.delegates());
        delegates.set(1, delegates.get(1).suspended(1, new Timestamp(5_000), 1_000));
        delegates.set(2, delegates.get(2).jailed(new Timestamp(9_000)).withMisses(1));
        NextTerm next = content.next().orElseThrow();
        return new Content(
                content.height(),
                content.term(),
                content.set(),
                content.round(),
                content.earlierRound(),
                content.oldestRound(),
                content.sum(),
                content.order(),
                delegates,
                content.attendance(),
                Optional.of(new NextTerm(next.delegates(), next.height(), 26)),
                content.reign());
    }
}
