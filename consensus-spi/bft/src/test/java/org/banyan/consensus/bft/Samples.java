package org.banyan.consensus.bft;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.VoteSignature;

/** A value of each record of the plug-in, with every field set. */
final class Samples {
    private static final TestProducers FOUR = SmallCase.FOUR;
    private static final BlockId BLOCK = block(3);

    private Samples() {}

    static BlockId block(long number) {
        return new BlockId(new Hash(number, 2, 3, 4));
    }

    static BftParameters parameters() {
        return new BftParameters(FOUR.set(), 700, 5_600, 3);
    }

    static StateContent state() {
        return new StateContent(FOUR.set(), new Height(300));
    }

    static HeaderData data() {
        return new HeaderData(
                7,
                Optional.of(Changes.approved(
                        SmallCase.parameters(FOUR),
                        FOUR,
                        new Height(4),
                        new Height(9),
                        TestProducers.named(SmallCase.SUITE, "x").set())));
    }

    static Statement change() {
        return Statement.change(9, OptionalLong.of(4));
    }

    /** A proposal of a later view, with what it rests on. */
    static Message proposal() {
        return new Message(
                new Height(12),
                Statement.of(Phase.PROPOSE, 9),
                BLOCK,
                vote(2),
                List.of(new Message.Change(vote(0), 5, BLOCK), new Message.Change(vote(3), 0, block(1))),
                Optional.of(certificate(BLOCK)));
    }

    static BftOffence statements() {
        return new BftOffence(
                Optional.of(new BftOffence.Contradiction(certificate(BLOCK), certificate(block(8)))), Optional.empty());
    }

    static BftOffence proposals() {
        Header header = header(new Height(12), 9, BLOCK, 1);
        return new BftOffence(
                Optional.empty(),
                Optional.of(new DoubleSeal(3, header, Bytes.fromHex("0102"), header, Bytes.fromHex("0103"))));
    }

    /** A block of a leader for a view; {@code salt} makes it differ. */
    static Header header(Height height, long view, BlockId parent, long salt) {
        Hash any = new Hash(salt, 0, 0, 1);
        Bytes data = HeaderData.CODEC.encode(new HeaderData(view, Optional.empty()));
        return new Header(
                Header.VERSION,
                SmallCase.parameters(FOUR).chainId(),
                height,
                parent,
                new Timestamp(5_000),
                any,
                any,
                any,
                any,
                List.of(new ConsensusExtension(any, FOUR.set().id(SmallCase.SUITE.hash()), data).toExtension()));
    }

    private static Certificate certificate(BlockId block) {
        return new Certificate(
                SmallCase.parameters(FOUR).chainId(),
                new Height(12),
                block,
                FOUR.set().id(SmallCase.SUITE.hash()),
                Statement.of(Phase.PREPARE, 4).encoded(),
                List.of(vote(1)));
    }

    private static VoteSignature vote(int position) {
        return new VoteSignature(position, Bytes.fromHex("0a0b0c0" + position));
    }
}
