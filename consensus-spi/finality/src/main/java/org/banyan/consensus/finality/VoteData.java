package org.banyan.consensus.finality;

import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What a vote says beside chain, height, block and set.
 *
 * @param term the plug-in's number for the reign of the set
 * @param round from 1; a voter's rounds rise over the whole life of the chain, whatever the term
 * @param source what a prevote rests on, of an earlier round; a precommit rests on the certificate of its own round and block, and says {@link Source#NONE}
 */
public record VoteData(long term, long round, Phase phase, Source source) {
    public static final Codec<VoteData> CODEC = new VoteDataCodec();

    public VoteData {
        if (term < 0 || round < 1) {
            throw new IllegalArgumentException(
                    "a vote has a term from 0 and a round from 1 but was for term " + term + ", round " + round);
        }
        if (source.round() >= round) {
            throw new IllegalArgumentException(
                    "a vote of round " + round + " rests on an earlier round but names round " + source.round());
        }
        if (phase == Phase.PRECOMMIT && !source.isNone()) {
            throw new IllegalArgumentException("a precommit names no source but names round " + source.round());
        }
    }

    public static VoteData prevote(long term, long round, Source source) {
        return new VoteData(term, round, Phase.PREVOTE, source);
    }

    public static VoteData precommit(long term, long round) {
        return new VoteData(term, round, Phase.PRECOMMIT, Source.NONE);
    }

    private static final class VoteDataCodec implements Codec<VoteData> {
        @Override
        public void write(VoteData value, CanonicalWriter out) {
            out.uint64(1, value.term);
            out.uint64(2, value.round);
            out.uint32(3, value.phase.code());
            out.uint64(4, value.source.round());
            out.optionalHash(
                    5,
                    value.source.isNone()
                            ? Optional.empty()
                            : Optional.of(value.source.block().hash()));
        }

        @Override
        public VoteData read(CanonicalReader in) {
            long term = in.uint64(1);
            long round = in.uint64(2);
            Phase phase = switch (in.uint32(3)) {
                case 1 -> Phase.PREVOTE;
                case 2 -> Phase.PRECOMMIT;
                default -> throw in.refused("a phase that is neither prevote nor precommit");
            };
            long sourceRound = in.uint64(4);
            Source source = in.optionalHash(5)
                    .map(hash -> new Source(sourceRound, new BlockId(hash)))
                    .orElse(Source.NONE);
            if (source.round() != sourceRound) {
                throw in.refused("a source with a round and without a block");
            }
            return new VoteData(term, round, phase, source);
        }
    }
}
