package org.banyan.types.block;

import java.util.List;
import org.banyan.types.BlockId;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Votes of one producer set for one block. Whether they are enough and genuine is the consensus plug-in's to check.
 *
 * @param producerSet id of the set that voted
 * @param data fields of the consensus plug-in, such as term and round
 * @param votes strictly ascending by position
 */
public record Certificate(
        ChainId chainId, Height height, BlockId block, Hash producerSet, Bytes data, List<VoteSignature> votes) {
    public static final int DATA_BYTES_MAX = 64 * 1024;
    public static final Codec<Certificate> CODEC = new CertificateCodec();

    public Certificate {
        Bounds.sizeMax("data of a certificate", data, DATA_BYTES_MAX);
        votes = List.copyOf(votes);
        Bounds.countMax("votes of a certificate", votes, ProducerSet.PRODUCERS_MAX);
        Bounds.ascending(
                "positions of voters",
                votes.stream().map(VoteSignature::position).toList());
    }

    private static final class CertificateCodec implements Codec<Certificate> {
        @Override
        public void write(Certificate value, CanonicalWriter out) {
            out.hash(1, value.chainId.hash());
            out.uint64(2, value.height.value());
            out.hash(3, value.block.hash());
            out.hash(4, value.producerSet);
            out.bytes(5, value.data);
            out.repeated(6, value.votes, VoteSignature.CODEC);
        }

        @Override
        public Certificate read(CanonicalReader in) {
            return new Certificate(
                    new ChainId(in.hash(1)),
                    new Height(in.uint64(2)),
                    new BlockId(in.hash(3)),
                    in.hash(4),
                    in.bytes(5, DATA_BYTES_MAX),
                    in.repeated(6, VoteSignature.CODEC, ProducerSet.PRODUCERS_MAX));
        }
    }
}
