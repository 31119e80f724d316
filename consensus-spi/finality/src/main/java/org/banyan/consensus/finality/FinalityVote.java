package org.banyan.consensus.finality;

import java.util.List;
import java.util.Optional;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/** A vote as it stands in the witness of the block it is for: the payload of an entry of kind {@code vote}. */
public record FinalityVote(VoteData data, VoteSignature vote) {
    public static final Codec<FinalityVote> CODEC = new FinalityVoteCodec();

    public WitnessEntry toEntry() {
        return new WitnessEntry(WitnessEntry.VOTE, CODEC.encode(this));
    }

    /** The votes in a witness whose entries passed {@link Electorate#mayAdd}. */
    public static List<FinalityVote> in(Witness witness) {
        return witness.payloads(WitnessEntry.VOTE).stream().map(CODEC::decode).toList();
    }

    /** The vote that {@code entry} holds; empty when it is of another kind or not canonical. */
    public static Optional<FinalityVote> read(WitnessEntry entry) {
        if (!entry.kind().equals(WitnessEntry.VOTE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CODEC.decode(entry.payload()));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private static final class FinalityVoteCodec implements Codec<FinalityVote> {
        @Override
        public void write(FinalityVote value, CanonicalWriter out) {
            out.message(1, value.data, VoteData.CODEC);
            out.message(2, value.vote, VoteSignature.CODEC);
        }

        @Override
        public FinalityVote read(CanonicalReader in) {
            return new FinalityVote(in.message(1, VoteData.CODEC), in.message(2, VoteSignature.CODEC));
        }
    }
}
