package org.banyan.consensus.bft;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.Judgement;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * What one member did at one height; exactly one of the two: rule BFT-13. An honest member's guard gives neither. Who lied across views is not worked out here.
 *
 * @param statements two ballots with one vote each, of one phase of a view
 * @param proposals two blocks that a leader made for one view
 */
record BftOffence(Optional<Contradiction> statements, Optional<DoubleSeal> proposals) {
    static final Codec<BftOffence> CODEC = new BftOffenceCodec();

    BftOffence {
        if (statements.isPresent() == proposals.isPresent()) {
            throw new IllegalArgumentException("an offence is two statements or two blocks of a leader");
        }
    }

    /** Two ballots that one member signed. */
    record Contradiction(Certificate first, Certificate second) {
        static final Codec<Contradiction> CODEC = new Codec<>() {
            @Override
            public void write(Contradiction value, CanonicalWriter out) {
                out.message(1, value.first, Certificate.CODEC);
                out.message(2, value.second, Certificate.CODEC);
            }

            @Override
            public Contradiction read(CanonicalReader in) {
                return new Contradiction(in.message(1, Certificate.CODEC), in.message(2, Certificate.CODEC));
            }
        };

        static Contradiction of(Message one, Message other, Quorum quorum) {
            return new Contradiction(signed(one, quorum), signed(other, quorum));
        }

        private static Certificate signed(Message message, Quorum quorum) {
            return with(message.ballot(quorum), List.of(message.vote()));
        }
    }

    static Bytes of(Contradiction statements) {
        return CODEC.encode(new BftOffence(Optional.of(statements), Optional.empty()));
    }

    static Bytes of(DoubleSeal proposals) {
        return CODEC.encode(new BftOffence(Optional.empty(), Optional.of(proposals)));
    }

    /** Judges what members did on the child of {@code served}. */
    static Judgement judge(BftChain chain, Checkpoint served, Bytes encoded) {
        BftOffence offence;
        try {
            offence = CODEC.decode(encoded);
        } catch (CodecException malformed) {
            return refused("it is not canonical: " + malformed.getMessage());
        }
        return offence.statements
                .map(said -> judge(chain, served, said))
                .orElseGet(() -> judge(chain, served, offence.proposals.orElseThrow()));
    }

    private static Judgement judge(BftChain chain, Checkpoint served, Contradiction said) {
        Height height = served.header().height().next();
        Optional<Statement> first = Statement.read(said.first.data());
        Optional<Statement> second = Statement.read(said.second.data());
        if (first.isEmpty() || second.isEmpty()) {
            return refused("a statement is not canonical");
        }
        if (!said.first.height().equals(height) || !said.second.height().equals(height)) {
            return refused("the statements are of heights " + said.first.height() + " and " + said.second.height()
                    + " but the set shown served at height " + height);
        }
        if (said.first.votes().size() != 1 || said.second.votes().size() != 1) {
            return refused("a statement bears the signature of one member");
        }
        VoteSignature vote = said.first.votes().getFirst();
        if (vote.position() != said.second.votes().getFirst().position()) {
            return refused("the statements are of two members");
        }
        boolean isOnePlace = first.get().phase() == second.get().phase()
                && first.get().view() == second.get().view();
        if (!isOnePlace || with(said.first, List.of()).equals(with(said.second, List.of()))) {
            return refused("the statements do not contradict each other");
        }
        Quorum quorum = new Quorum(chain.id(), served.childSet(), chain.suite());
        for (Certificate each : List.of(said.first, said.second)) {
            if (!each.chainId().equals(chain.id()) || !each.producerSet().equals(quorum.producersId())) {
                return refused("a statement is of another chain or to another set of members");
            }
            if (quorum.checkVote(each, each.votes().getFirst()) instanceof Verdict.Rejected rejected) {
                return refused(rejected.toString());
            }
        }
        return guilty(served, vote.position(), "double-statement");
    }

    private static Judgement judge(BftChain chain, Checkpoint served, DoubleSeal made) {
        ProducerSet set = served.childSet();
        if (made.position() >= set.size()) {
            return refused("position " + made.position() + " is outside the set of " + set.size());
        }
        Height height = served.header().height().next();
        Optional<Long> view = view(made.one());
        boolean isOnePlace = made.one().height().equals(height)
                && made.other().height().equals(height)
                && view.isPresent()
                && view.equals(view(made.other()));
        if (!isOnePlace) {
            return refused("the blocks are not both of one view at height " + height);
        }
        Producer member = set.producers().get(made.position());
        return made.defect(chain.id(), member, chain.suite())
                .map(BftOffence::refused)
                .orElseGet(() -> guilty(served, made.position(), "double-proposal"));
    }

    private static Optional<Long> view(Header header) {
        return HeaderData.of(header).map(HeaderData::view);
    }

    /** Nobody can have said anything about a height before its parent was there. */
    private static Judgement guilty(Checkpoint served, int position, String offence) {
        return new Judgement.Guilty(
                served.childSet().producers().get(position),
                offence,
                served.header().time());
    }

    private static Judgement refused(String why) {
        return new Judgement.Refused(new Verdict.Rejected(BftRules.NO_OFFENCE, "the evidence proves nothing: " + why));
    }

    private static Certificate with(Certificate it, List<VoteSignature> votes) {
        return new Certificate(it.chainId(), it.height(), it.block(), it.producerSet(), it.data(), votes);
    }

    private static final class BftOffenceCodec implements Codec<BftOffence> {
        @Override
        public void write(BftOffence value, CanonicalWriter out) {
            out.optionalMessage(1, value.statements, Contradiction.CODEC);
            out.optionalMessage(2, value.proposals, DoubleSeal.CODEC);
        }

        @Override
        public BftOffence read(CanonicalReader in) {
            return new BftOffence(in.optionalMessage(1, Contradiction.CODEC), in.optionalMessage(2, DoubleSeal.CODEC));
        }
    }
}
